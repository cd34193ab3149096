package io.labctl.cli.rehearse;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.Unavailable;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.config.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * labd with its database, as the first process of a process namespace: when it ends, in whatever
 * way, the kernel ends every process that it started.
 */
final class LabdProcess {
    private static final String NAME = "labd";

    /** The record of labd itself, by which it is found where the process around it was killed. */
    private static final String INSIDE = "labd-inside";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    /** Longer than labd takes to end when it is told to. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int LINES_OF_LOG = 5;

    private final StateFolder state;
    private final Plan plan;
    private final Commands commands;
    private long loggedBefore;

    LabdProcess(StateFolder state, Plan plan, Commands commands) {
        this.state = state;
        this.plan = plan;
        this.commands = commands;
    }

    Optional<RecordedProcess> outer() {
        return RecordedProcess.readFrom(state.process(NAME)).filter(RecordedProcess::runs);
    }

    /** labd itself, as the host numbers it. */
    Optional<RecordedProcess> first() {
        return outer().flatMap(RecordedProcess::firstChild);
    }

    /** Whether its settings were changed since it was started. */
    boolean hasNewSettings() {
        return state.labdYaml().isNewerThan(state.process(NAME));
    }

    /** Lets it end by itself, and ends it where it does not. */
    void stop(Timekeeper time) {
        first().flatMap(labd -> ProcessHandle.of(labd.pid())).ifPresent(ProcessHandle::destroy);
        boolean _ = time.await(() -> outer().isEmpty(), STOP_LIMIT, PAUSE);
        outer().ifPresent(left -> left.kill(time));
    }

    /**
     * Starts it anew. What an earlier one left behind, its record and perhaps itself, is gone
     * before: neither may be taken for the new one.
     */
    void start(Path javaHome, Timekeeper time) {
        RecordedProcess.readFrom(state.process(INSIDE)).ifPresent(left -> left.kill(time));
        List<String> labd =
                List.of(
                        "unshare",
                        "--mount",
                        "--mount-proc",
                        state.dist().resolve("bin/labd").toString(),
                        "--config",
                        state.labdYaml().file().toString(),
                        "--data",
                        state.labdData().toString(),
                        "--listen",
                        plan.subnet().gateway() + ":" + plan.port(),
                        "--name",
                        plan.subnet().gateway(),
                        "--site",
                        state.site().toString());
        List<String> namespace =
                new ArrayList<>(List.of("unshare", "--pid", "--fork", "--kill-child"));
        namespace.addAll(Scripts.recorded(state.process(INSIDE), labd));
        try {
            Files.createDirectories(state.labdData());
            Files.deleteIfExists(state.process(NAME));
            loggedBefore = logged();
            commands.detached(
                    Scripts.recorded(state.process(NAME), namespace),
                    Map.of("JAVA_HOME", javaHome.toString(), "LABD_JAVA_OPTS", "-Xmx512m"),
                    ProcessBuilder.Redirect.appendTo(state.log(NAME).toFile()));
        } catch (IOException e) {
            throw new Unavailable("labd cannot be started", e);
        }
    }

    /** The bootstrap administrator that labd made on its first start. */
    Target administrator() {
        Path admin = state.admin();
        return Target.of(
                RehearsalContext.NAME,
                URI.create(plan.server()),
                admin.resolve("ca.pem"),
                admin.resolve("admin.crt"),
                state.adminKey());
    }

    /**
     * Waits until labd answers.
     *
     * @throws Unavailable when labd ends instead, with the end of its log
     */
    void awaitAnswer(Timekeeper time) {
        if (!time.await(() -> answersOrEnded(time.clock()), START_LIMIT, PAUSE)) {
            throw new Unavailable(
                    "labd does not answer at %s (log: %s)"
                            .formatted(plan.server(), state.log(NAME)));
        }
    }

    private boolean answersOrEnded(Clock clock) {
        boolean answers = answers(clock);
        boolean recorded = RecordedProcess.readFrom(state.process(NAME)).isPresent();
        if (!answers && recorded && outer().isEmpty()) {
            throw new Unavailable("labd ended (log: %s):%s".formatted(state.log(NAME), endOfLog()));
        }
        return answers;
    }

    private boolean answers(Clock clock) {
        if (!Files.exists(state.admin().resolve("config.yaml"))) {
            return false;
        }
        try (LabdClient client = LabdClient.to(administrator(), clock)) {
            client.version();
            return true;
        } catch (LabException e) {
            return false;
        }
    }

    private long logged() throws IOException {
        Path log = state.log(NAME);
        return Files.exists(log) ? Files.size(log) : 0;
    }

    /** What this labd said last, and no earlier one. */
    private String endOfLog() {
        try (var log = Files.newInputStream(state.log(NAME))) {
            log.skipNBytes(loggedBefore);
            List<String> lines =
                    new String(log.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            return lines.isEmpty()
                    ? " it was killed, or could not say why"
                    : lines.stream()
                            .skip(Math.max(0, lines.size() - LINES_OF_LOG))
                            .collect(Collectors.joining("\n  ", "\n  ", ""));
        } catch (IOException e) {
            return " its log cannot be read";
        }
    }
}
