package io.labctl.agent.machine;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a text, each with its own line end, so that those nobody changes can be written as
 * they were read.
 */
public final class TextLines {
    private TextLines() {}

    public static List<String> of(String text) {
        var lines = new ArrayList<String>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end + 1));
            start = end + 1;
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    /**
     * UTF-8 where a text is that; otherwise one in which each char is one byte, so that it can be
     * written again as it was in whatever encoding it has.
     */
    public static Charset charsetOf(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException _) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    /** Adds a line, after giving the last one the line end that it may lack. */
    public static void append(List<String> lines, String line) {
        if (!lines.isEmpty() && !lines.getLast().endsWith("\n")) {
            lines.add(lines.removeLast() + "\n");
        }
        lines.add(line);
    }
}
