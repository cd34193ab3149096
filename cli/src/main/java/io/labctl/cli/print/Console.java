package io.labctl.cli.print;

import io.labctl.catalog.output.StandardOutput;
import java.io.PrintWriter;

/**
 * Where a command writes: data to {@code out}, everything said about it to {@code err}.
 *
 * @param colours whether {@code out} is a terminal that wants colours
 */
public record Console(StandardOutput out, PrintWriter err, boolean colours) {
    /** One line of data. */
    public void line(String text) {
        out.println(text);
    }

    /** One sentence to the person, kept apart from the data. */
    public void say(String sentence) {
        err.println(sentence);
        err.flush();
    }

    public String coloured(Colour colour, String text) {
        return colours ? colour.around(text) : text;
    }
}
