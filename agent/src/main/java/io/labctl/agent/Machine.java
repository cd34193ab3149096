package io.labctl.agent;

import io.labctl.agent.console.Paint;
import io.labctl.agent.content.StoredContent;
import io.labctl.agent.run.Application;
import io.labctl.agent.state.StateDirectory;
import io.labctl.catalog.fact.Facts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The machine and the process as the program finds them; tests give another. */
record Machine(
        PrintWriter out,
        PrintWriter err,
        Supplier<Paint> paint,
        Supplier<String> hostName,
        Supplier<Facts> facts,
        Applications application,
        String version) {

    /** Makes what applies catalogs, from where their files come from. */
    @FunctionalInterface
    interface Applications {
        Application over(StoredContent content, StateDirectory state);
    }

    static Machine thisOne() {
        return new Machine(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Machine::terminal,
                Machine::kernelHostName,
                () -> new Facts(Map.of()),
                (content, state) -> (catalog, noop, progress) -> List.of(),
                Optional.ofNullable(LabAgent.class.getPackage().getImplementationVersion())
                        .orElse("development"));
    }

    /** Java 25 gives no console again where input or output is not a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private static Paint terminal() {
        var console = System.console();
        boolean refused = !System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        return Paint.of(console != null && console.isTerminal(), refused);
    }

    private static String kernelHostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
