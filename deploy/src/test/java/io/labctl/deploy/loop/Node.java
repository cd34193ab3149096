package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A node of a rehearsal, entered as root of the machine can enter any namespace. */
final class Node {
    static final Path IDENTITY = Path.of("/var/lib/lab-agent/identity");
    private static final String AGENT = "/opt/labctl/bin/lab-agent";

    private final Path record;
    private final String name;

    /** That node, in the rehearsal with that state folder. */
    Node(Path state, int number) {
        this.name = "node-" + number;
        this.record = state.resolve("process").resolve(name);
    }

    String name() {
        return name;
    }

    /** The process that holds the namespaces. */
    long outer() {
        return Long.parseLong(text(record).split(" ", -1)[0]);
    }

    /** The first process inside, as the host numbers it. */
    long first() {
        return Proc.child(outer()).orElseThrow();
    }

    Running start(String... argv) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "nsenter",
                                "--target",
                                Long.toString(first()),
                                "--mount",
                                "--uts",
                                "--ipc",
                                "--net",
                                "--pid",
                                "--"));
        command.addAll(List.of(argv));
        return Running.start(
                Path.of("/"), Map.of("JAVA_HOME", System.getProperty("java.home")), command);
    }

    Running.Ended run(String... argv) {
        return start(argv).end();
    }

    Running startAgent(String... arguments) {
        return start(Stream.concat(Stream.of(AGENT), Stream.of(arguments)).toArray(String[]::new));
    }

    Running.Ended agent(String... arguments) {
        return startAgent(arguments).end();
    }

    Running.Ended runAgent() {
        return agent("run", "--once");
    }

    /** Brings it to where its catalog wants it, so that a test starts from there. */
    void converge() {
        if (!runAgent().out().contains("(unchanged)")) {
            assertThat(runAgent().succeeded().out()).contains("(unchanged)");
        }
    }

    /** A file of the node, as the host can reach it. */
    Path path(String inside) {
        return Proc.file(first(), "root").resolve(inside.substring(1));
    }

    String read(String inside) {
        return text(path(inside));
    }

    void write(String inside, String text) {
        try {
            Files.writeString(path(inside), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs on its schedule must not get between those of a test. */
    void stopDaemon() {
        await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> {
                            List<Long> still = daemons(); // one that was just starting, too
                            still.forEach(Proc::kill);
                            return still.isEmpty();
                        });
    }

    /** The process of its daemon, as the host numbers it. */
    long daemon() {
        return daemons().getFirst();
    }

    private List<Long> daemons() {
        List<String> here = Proc.namespaces(first());
        return Proc.all().stream()
                .filter(pid -> Proc.commandLine(pid).orElse("").endsWith("LabAgent run"))
                .filter(pid -> Proc.namespaces(pid).equals(here))
                .toList();
    }

    UUID lastRun() {
        return id("/var/lib/lab-agent/runs/last-run.json");
    }

    /** The run that has begun and not ended. */
    UUID begunRun() {
        return id("/var/lib/lab-agent/runs/begun.json");
    }

    private UUID id(String file) {
        return UUID.fromString(WireJson.mapper().readTree(read(file)).get("id").asString());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
