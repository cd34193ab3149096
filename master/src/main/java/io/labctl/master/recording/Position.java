package io.labctl.master.recording;

import io.labctl.catalog.error.InvalidInput;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a recording begins, as one who reads it says it again: {@code 12}, or {@code
 * 12-e282} in the middle of a character.
 *
 * @param piece its number
 * @param begun the bytes of a character that the output before it has begun, in hexadecimal
 */
public record Position(int piece, String begun) {
    static final Position START = new Position(0, "");

    private static final Pattern WRITTEN =
            Pattern.compile("([0-9]{1,9})(?:-((?:[0-9a-f]{2}){1,3}))?");

    /**
     * Reads one as it is written.
     *
     * @param text null for the start
     * @throws InvalidInput when it is none
     */
    public static Position of(@Nullable String text) {
        if (text == null) {
            return START;
        }
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            throw InvalidInput.inField("from", "from is not where a page of a recording begins");
        }
        String begun = parts.group(2);
        return new Position(Integer.parseInt(parts.group(1)), begun == null ? "" : begun);
    }

    boolean isStart() {
        return piece == 0;
    }

    /** Behind some pieces, with which this text was made. */
    Position after(int pieces, Utf8Text text) {
        ByteBuffer rest = text.begun();
        byte[] bytes = new byte[rest.remaining()];
        rest.get(bytes);
        return new Position(piece + pieces, HexFormat.of().formatHex(bytes));
    }

    /** Text that goes on here. */
    Utf8Text text() {
        return new Utf8Text(ByteBuffer.wrap(HexFormat.of().parseHex(begun)));
    }

    String written() {
        return begun.isEmpty() ? String.valueOf(piece) : "%d-%s".formatted(piece, begun);
    }
}
