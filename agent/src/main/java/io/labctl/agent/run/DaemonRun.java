package io.labctl.agent.run;

import io.labctl.agent.budget.MemoryWatch;
import io.labctl.agent.channel.Channel;
import io.labctl.agent.exit.ExitCode;
import io.labctl.agent.lock.RunLock;
import io.labctl.agent.schedule.Daemon;
import io.labctl.agent.schedule.Timetable;
import io.labctl.agent.session.Reception;
import io.labctl.agent.state.Remembered;
import io.labctl.agent.status.NextRun;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs by the timetable until the agent is stopped. */
public final class DaemonRun {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonRun.class);

    private final RunLock alone;
    private final boolean noop;
    private final Daemon daemon;
    private final Timetable timetable;
    private final Timekeeper time;
    private final SharedRuns runs;
    private final Stop stop;
    private final Remembered<NextRun> nextRun;
    private final MemoryWatch memory;
    private final Anew anew;
    private final Reception sessions;
    private final Channel channel;

    /**
     * Runs nothing yet.
     *
     * @param alone lets one daemon of this machine run
     * @param noop whether its owner lets nothing be changed
     */
    public DaemonRun(
            RunLock alone,
            boolean noop,
            Daemon daemon,
            Timetable timetable,
            Timekeeper time,
            SharedRuns runs,
            Stop stop,
            Remembered<NextRun> nextRun,
            MemoryWatch memory,
            Anew anew,
            Reception sessions,
            Channel channel) {
        this.alone = alone;
        this.noop = noop;
        this.daemon = daemon;
        this.timetable = timetable;
        this.time = time;
        this.runs = runs;
        this.stop = stop;
        this.nextRun = nextRun;
        this.memory = memory;
        this.anew = anew;
        this.sessions = sessions;
        this.channel = channel;
    }

    /** Starts this process's program again; comes back when it should stop after all. */
    @FunctionalInterface
    public interface Anew {
        void start() throws IOException;
    }

    /**
     * Until the agent is stopped.
     *
     * @throws Conflict when another daemon runs already
     */
    int run() throws IOException {
        if (runUntilStopped()) {
            anew.start();
            memory.notAnew();
        }
        return ExitCode.OK;
    }

    /** Answers whether it ended only to start anew; the lock is free by then. */
    private boolean runUntilStopped() throws IOException {
        return switch (alone.take()) {
            case RunLock.HeldBy other ->
                    throw new Conflict(
                            "a daemon runs already: %s; stop it first, or run once with --once"
                                    .formatted(other));
            case RunLock.Taken taken -> {
                try (taken) {
                    yield runAlone();
                }
            }
        };
    }

    private boolean runAlone() throws IOException {
        forgetNextRun(); // of a daemon before this one, which had no time to
        LOG.info("lab-agent started");
        var over = new AtomicBoolean();
        sessions.open();
        try (var _ = channel.open();
                sessions) {
            daemon.runUntilStopped(
                    new Daemon.Work() {
                        @Override
                        public boolean run() {
                            runOnce();
                            over.set(
                                    sessions.isIdle()
                                            && memory.isOver()); // to start anew ends them
                            return !over.get();
                        }

                        @Override
                        public void due(Instant next) {
                            remember(next);
                        }

                        @Override
                        public void waiting() {
                            if (channel.hasTalked()) {
                                memory.letGo();
                            }
                        }
                    });
        }
        runs.awaitEnd();
        forgetNextRun();
        LOG.info("lab-agent stopped");
        return over.get();
    }

    /** What goes wrong for a known reason may go right the next time. */
    private void runOnce() {
        try {
            var order =
                    new RunOrder(
                            noop,
                            List.of(),
                            timetable.nextContact(time.here()),
                            memory.untold().orElse(null));
            runs.run(order, stop).ifPresent(this::ended);
        } catch (LabException e) {
            notPossible(e.sentence());
        } catch (IOException e) {
            notPossible(FileTrouble.sentence(e));
        }
    }

    private void ended(RunResult result) {
        switch (result) {
            case RunResult.Finished _ -> memory.told();
            case RunResult.Stopped _ -> LOG.info("run stopped before there was a catalog");
            case RunResult.NoSuchTag tag -> notPossible(tag.sentence());
            case RunResult.NotAllowed disabled ->
                    LOG.atWarn().addKeyValue("reason", disabled.why()).log("runs are disabled");
            case RunResult.Busy busy ->
                    LOG.atWarn().addKeyValue("holder", busy.holder()).log("run skipped");
        }
    }

    private static void notPossible(String reason) {
        LOG.atError().addKeyValue("reason", reason).log("run not possible");
    }

    private void remember(Instant next) {
        try {
            nextRun.write(new NextRun(next));
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", FileTrouble.sentence(e)).log("next run not noted");
        }
    }

    private void forgetNextRun() {
        try {
            nextRun.forget();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", FileTrouble.sentence(e)).log("next run still noted");
        }
    }
}
