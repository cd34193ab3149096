package io.labctl.agent.session;

import io.labctl.agent.labd.SessionLine;
import io.labctl.agent.logs.Logs;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Root;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.file.FolderEntries;
import io.labctl.catalog.work.WorkItem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where work about sessions comes in. What they need is made with the first of them: a daemon on
 * which nobody runs anything does without it. Safe for use by many threads.
 */
public final class Reception implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final Path journal;
    private final Supplier<Sessions> make;
    private @Nullable Sessions sessions;
    private boolean isClosed;

    Reception(Path journal, Supplier<Sessions> make) {
        this.journal = journal;
        this.make = make;
    }

    /**
     * That of this machine.
     *
     * @param journal a folder for what the next agent must know, made when it is needed
     */
    public static Reception at(
            Path journal,
            Supplier<SessionLine> labd,
            Commands commands,
            Logs logs,
            RunStart runs,
            Timekeeper time,
            Stop stop,
            RandomGenerator random,
            JsonMapper json) {
        return new Reception(
                journal,
                () -> {
                    var waiting = new Waiting(time, stop, random);
                    var machine =
                            new SessionMachine(
                                    new Tasks(
                                            new CommandStart(new Root(Path.of("/")), commands),
                                            logs,
                                            runs),
                                    new SessionJournal(journal, json),
                                    SessionLimits.usual(),
                                    waiting);
                    return Sessions.of(machine, labd.get(), json);
                });
    }

    /** Tells labd what became of sessions that an agent before this one has left. */
    public void open() {
        try {
            if (!FolderEntries.of(journal).isEmpty()) {
                sessions().ifPresent(Sessions::resume);
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("no sessions noted");
        }
    }

    /** Begins work about a session, and tells labd how that ended; comes back at once. */
    public void take(WorkItem item) {
        sessions()
                .ifPresentOrElse(
                        made -> made.take(item),
                        () ->
                                LOG.atInfo()
                                        .addKeyValue("work", item.id())
                                        .log("work came too late"));
    }

    /** Those that labd may think are here; null is none. */
    public synchronized @Nullable List<UUID> alive() {
        List<UUID> alive = sessions == null ? List.of() : sessions.alive();
        return alive.isEmpty() ? null : alive;
    }

    /** Whether the agent may start anew without ending any. */
    public synchronized boolean isIdle() {
        return sessions == null || sessions.isIdle();
    }

    /** Empty when none is begun any more. */
    private synchronized Optional<Sessions> sessions() {
        if (sessions == null && !isClosed) {
            sessions = make.get();
        }
        return Optional.ofNullable(sessions);
    }

    private synchronized Optional<Sessions> last() {
        isClosed = true;
        return Optional.ofNullable(sessions);
    }

    /** Ends all of them. */
    @Override
    public void close() {
        last().ifPresent(Sessions::close);
    }
}
