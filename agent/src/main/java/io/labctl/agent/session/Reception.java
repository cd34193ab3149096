package io.labctl.agent.session;

import io.labctl.agent.labd.SessionClient;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Root;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.file.FolderEntries;
import io.labctl.catalog.work.WorkItem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
            Supplier<SessionClient> labd,
            Commands commands,
            Timekeeper time,
            Stop stop,
            RandomGenerator random,
            JsonMapper json) {
        return new Reception(
                journal,
                () -> {
                    var limits = SessionLimits.usual();
                    var teller = new Teller(labd, time, stop, random);
                    return new Sessions(
                            new CommandStart(new Root(Path.of("/")), commands),
                            new SessionJournal(journal, json),
                            teller,
                            new Connector(labd, teller, limits, time, stop, random, json),
                            limits,
                            stop);
                });
    }

    /** Tells labd what became of sessions that an agent before this one has left. */
    public void open() {
        try {
            if (!FolderEntries.of(journal).isEmpty()) {
                sessions().resume();
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("no sessions noted");
        }
    }

    /** Begins work about a session, and tells labd how that ended; comes back at once. */
    public void take(WorkItem item) {
        sessions().take(item);
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

    private synchronized Sessions sessions() {
        Sessions made = sessions == null ? make.get() : sessions;
        sessions = made;
        return made;
    }

    /** Ends all of them. */
    @Override
    public void close() {
        Sessions made;
        synchronized (this) {
            made = sessions;
        }
        if (made != null) {
            made.close();
        }
    }
}
