package io.labctl.cli.print;

import io.labctl.catalog.output.StandardOutput;
import io.labctl.catalog.usage.Told;
import java.io.PrintWriter;

/**
 * Where a command writes: data to {@code out}, everything said about it to {@code err}.
 *
 * @param colours whether {@code out} is a terminal that wants colours
 * @param called what the person types to start labctl, such as {@code ./labctl}
 */
public record Console(StandardOutput out, PrintWriter err, boolean colours, String called) {
    /** One line of data. */
    public void line(String text) {
        out.println(text);
    }

    /** One sentence to the person, kept apart from the data. A join token is not shown. */
    public void say(String sentence) {
        err.println(Told.in(typeable(sentence)));
        err.flush();
    }

    /**
     * A sentence, be it labd's own, in which the person can type each quoted command of ours as it
     * stands there.
     */
    public String typeable(String sentence) {
        return sentence.replace("'labctl ", "'" + called + " ");
    }

    public String coloured(Colour colour, String text) {
        return colours ? colour.around(text) : text;
    }
}
