package io.labctl.cli.exec;

import io.labctl.cli.terminal.Interrupts;
import io.labctl.cli.terminal.Terminal;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a command on a server is connected to on this side, besides labctl's standard output.
 *
 * @param in may block for ever
 * @param err takes bytes as they are
 */
public record Caller(
        InputStream in, OutputStream err, Interrupts interrupts, Terminal terminal, Pace pace) {
    Caller interruptedBy(Interrupts others) {
        return new Caller(in, err, others, terminal, pace);
    }
}
