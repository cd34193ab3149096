package io.labctl.agent.session;

import io.labctl.agent.log.OwnLines;
import io.labctl.agent.logs.Logs;
import io.labctl.agent.machine.LocalCommands;
import io.labctl.agent.machine.Root;
import io.labctl.agent.run.HeldRuns;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionTask;
import io.labctl.catalog.session.TerminalSize;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkItem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this machine, with short limits, and commands for them. The logs that may be read
 * are beside its journal.
 */
final class OneMachine implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(30);

    private final Stop stop = new Stop();
    private final Path journal;
    private final HeldRuns runs;
    private final Sessions sessions;
    private long last;

    OneMachine(Path journal, FakeCaller labd) {
        this(journal, labd, limits(LONG, LONG));
    }

    OneMachine(Path journal, FakeCaller labd, SessionLimits limits) {
        this(journal, labd, limits, new Random(1));
    }

    OneMachine(Path journal, FakeCaller labd, SessionLimits limits, RandomGenerator random) {
        this.journal = journal;
        this.runs = new HeldRuns(journal.resolveSibling(journal.getFileName() + "-runs"), stop);
        var time = new Timekeeper(Clock.systemUTC(), System::nanoTime);
        var machine =
                new SessionMachine(
                        new Tasks(
                                new CommandStart(new Root(Path.of("/")), new LocalCommands()),
                                new Logs(
                                        new Root(Path.of("/")),
                                        Map.of(),
                                        path ->
                                                Path.of(path)
                                                        .startsWith(journal.resolveSibling("")),
                                        OwnLines::ofThisProcess),
                                runs.onDemand()),
                        journal(),
                        limits,
                        new Waiting(time, stop, random));
        sessions = Sessions.of(machine, labd.line(stop, Duration.ofSeconds(10)), WireJson.mapper());
    }

    /**
     * Short ones, but for these.
     *
     * @param grace for a caller who is gone
     * @param deafness after which a connection is given up
     */
    static SessionLimits limits(Duration grace, Duration deafness) {
        return limits(grace, Duration.ofMillis(400), deafness);
    }

    /** With a time for commands to end, too. */
    static SessionLimits limits(Duration grace, Duration toEnd, Duration deafness) {
        return new SessionLimits(
                grace,
                toEnd,
                Duration.ofMillis(400),
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                Duration.ofMillis(200),
                deafness);
    }

    SessionJournal journal() {
        return new SessionJournal(journal, WireJson.mapper());
    }

    boolean notesEndOf(UUID id) {
        return Optional.ofNullable(journal().left().get(id))
                .flatMap(note -> note)
                .filter(note -> note.end() != null)
                .isPresent();
    }

    HeldRuns heldRuns() {
        return runs;
    }

    Sessions sessions() {
        return sessions;
    }

    Stop stop() {
        return stop;
    }

    /** Somebody wants this to be run; its session has this id. */
    UUID runs(SessionTask task) {
        return asked(new Action.Session(task, false, null));
    }

    UUID runsDetached(SessionCommand command) {
        return asked(new Action.Session(command, true, null));
    }

    /** The id of the work. */
    UUID asked(Action action) {
        var id = new UUID(0, ++last);
        sessions.take(new WorkItem(id, action, Duration.ofSeconds(20)));
        return id;
    }

    /** The same work is delivered once more. */
    void again(UUID id, SessionCommand command) {
        sessions.take(
                new WorkItem(id, new Action.Session(command, false, null), Duration.ofSeconds(20)));
    }

    static SessionCommand command(
            String program, @Nullable String user, @Nullable String directory) {
        return new SessionCommand(
                List.of(program), false, null, user, directory, new TreeMap<>(), null);
    }

    static SessionCommand sh(String script) {
        return new SessionCommand(
                List.of("sh", "-c", script), false, null, null, "/", new TreeMap<>(), null);
    }

    static SessionCommand reading(SessionCommand command) {
        return new SessionCommand(
                command.argv(),
                true,
                null,
                command.user(),
                command.directory(),
                command.environment(),
                null);
    }

    static SessionCommand within(Duration timeout, SessionCommand command) {
        return with(command, null, timeout);
    }

    static SessionCommand onTerminal(SessionCommand command) {
        return with(command, new TerminalSize(80, 24), null);
    }

    private static SessionCommand with(
            SessionCommand command, @Nullable TerminalSize terminal, @Nullable Duration timeout) {
        return new SessionCommand(
                command.argv(),
                command.input(),
                terminal,
                command.user(),
                command.directory(),
                command.environment(),
                timeout);
    }

    @Override
    public void close() {
        stop.signal();
        sessions.close();
    }
}
