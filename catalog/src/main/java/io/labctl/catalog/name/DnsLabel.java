package io.labctl.catalog.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.labctl.catalog.error.InvalidInput;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One plain DNS label (RFC 1123, section 2.1, in lower case): 1 to 63 of {@code a-z 0-9 -}, neither
 * starting nor ending with a hyphen. Clouds, environments and roles are named by one.
 */
public record DnsLabel(@JsonValue String value) implements Comparable<DnsLabel> {
    static final int LONGEST = 63;
    static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    @JsonCreator
    public DnsLabel {
        if (!LABEL.matcher(value).matches()) {
            throw new InvalidInput(
                    "name '%s' is not a plain DNS label: use 1 to 63 of a-z, 0-9 and inner hyphens"
                            .formatted(Printable.of(value)));
        }
    }

    /** Empty when the text is none. */
    public static Optional<DnsLabel> of(String text) {
        return LABEL.matcher(text).matches() ? Optional.of(new DnsLabel(text)) : Optional.empty();
    }

    @Override
    public int compareTo(DnsLabel other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
