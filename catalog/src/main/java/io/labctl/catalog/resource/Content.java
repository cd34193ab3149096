package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/** What a file should hold. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Content.Inline.class, name = "inline"),
    @JsonSubTypes.Type(value = Content.Binary.class, name = "binary"),
    @JsonSubTypes.Type(value = Content.Stored.class, name = "stored"),
})
public sealed interface Content {
    /** Text carried in the catalog itself, written as UTF-8. */
    record Inline(String text) implements Content {}

    /**
     * Bytes carried in the catalog itself that are no text.
     *
     * @param base64 RFC 4648, section 4
     */
    record Binary(String base64) implements Content {
        public Binary {
            try {
                Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw new InvalidInput("content is not base64: " + e.getMessage(), e);
            }
        }

        public byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }
    }

    /** These bytes, carried in the catalog: as text where they are UTF-8. */
    static Content of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
                ? new Inline(text)
                : new Binary(Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * Bytes that labd holds under their SHA-256, fetched only when the file differs.
     *
     * @param sha256 64 lower-case hex digits
     * @param size in bytes
     */
    record Stored(String sha256, long size) implements Content {
        private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

        public Stored {
            if (!SHA256.matcher(sha256).matches() || size < 0) {
                throw new InvalidInput(
                        "content '%s' of %d bytes is not named by a SHA-256"
                                .formatted(Printable.of(sha256), size));
            }
        }
    }
}
