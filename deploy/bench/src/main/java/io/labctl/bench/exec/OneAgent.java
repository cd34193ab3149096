package io.labctl.bench.exec;

import io.labctl.bench.LabdProcess;
import io.labctl.bench.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged agent's daemon on this machine, of which it manages nothing. */
final class OneAgent implements AutoCloseable {
    static final String NAME = "exec-bench";

    private final Process daemon;

    private OneAgent(Process daemon) {
        this.daemon = daemon;
    }

    /** A site whose catalogs have nothing in them. */
    static Path emptySite(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(
                folder.resolve("site.yaml"),
                """
                clouds:
                  bench:
                    environments: [load]
                """);
        return folder;
    }

    /** Joins and starts; when it is there, is seen by what it is asked. */
    static OneAgent start(Path agent, LabdProcess labd, Path work)
            throws IOException, InterruptedException {
        Path config = work.resolve("agent.yaml");
        Files.writeString(
                config, "state: %s\nsplay: 0s\n".formatted(work.resolve("state-of-the-agent")));
        int exit =
                program(
                                agent,
                                work,
                                "enroll",
                                "--config",
                                config.toString(),
                                "--server",
                                "https://127.0.0.1:" + labd.port(),
                                "--token",
                                Tokens.reusable(labd),
                                "--name",
                                NAME)
                        .waitFor();
        if (exit != 0) {
            throw new IOException("the agent did not join, see " + log(work));
        }
        return new OneAgent(program(agent, work, "run", "--config", config.toString()));
    }

    private static Process program(Path agent, Path work, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(agent.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(work).toFile()))
                .start();
    }

    private static Path log(Path work) {
        return work.resolve("lab-agent.log");
    }

    @Override
    public void close() {
        daemon.destroy();
        daemon.onExit().join();
    }
}
