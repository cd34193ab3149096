package io.labctl.agent.replaced;

import io.labctl.agent.machine.TextLines;
import java.nio.charset.StandardCharsets;

/**
 * A file of lines as it was found.
 *
 * @param exists whether there is a file
 * @param latin1 its bytes, one to a char; nothing when there is no file
 * @param disclosure what a report tells of its lines
 */
public record EditedText(boolean exists, String latin1, Disclosure disclosure) {
    /** In UTF-8 where it is that; otherwise with one char for each byte. */
    public String text() {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, TextLines.charsetOf(bytes));
    }

    /** The bytes of a text that is to be in its place, in the encoding that this one has. */
    byte[] encoded(String text) {
        return text.getBytes(TextLines.charsetOf(latin1.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
