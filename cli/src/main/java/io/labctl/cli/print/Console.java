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

    /**
     * One sentence to the person, kept apart from the data. Where it quotes one of our commands, be
     * it labd's own sentence, the person can type it as it stands there. A join token is not shown.
     */
    public void say(String sentence) {
        err.println(Told.in(sentence.replace("'labctl ", "'" + called + " ")));
        err.flush();
    }

    public String coloured(Colour colour, String text) {
        return colours ? colour.around(text) : text;
    }
}
