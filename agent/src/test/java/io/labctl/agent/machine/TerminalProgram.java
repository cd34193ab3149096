package io.labctl.agent.machine;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.session.TerminalSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Asks this machine for a terminal, and tells why there is none. */
final class TerminalProgram {
    private TerminalProgram() {}

    public static void main(String[] arguments) throws IOException {
        RunAs own = RunAs.named(null, Accounts.read(new Root(Path.of("/"))), new LocalCommands());
        var order =
                new OpenProgram.Order(
                        List.of("true"),
                        own,
                        own.environment(),
                        Path.of("/"),
                        true,
                        new TerminalSize(80, 24));
        try (OpenProgram _ = OpenProgram.start(order)) {
            System.out.println("there is one");
        } catch (Unavailable e) {
            System.out.println(e.sentence());
        }
    }
}
