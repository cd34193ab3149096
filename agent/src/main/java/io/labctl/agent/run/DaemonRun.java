package io.labctl.agent.run;

import io.labctl.agent.exit.ExitCode;
import io.labctl.agent.lock.RunLock;
import io.labctl.agent.schedule.Daemon;
import io.labctl.agent.schedule.Timetable;
import io.labctl.agent.state.Remembered;
import io.labctl.agent.status.NextRun;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs by the timetable until the agent is stopped. */
public final class DaemonRun {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonRun.class);

    private final RunLock alone;
    private final Daemon daemon;
    private final Timetable timetable;
    private final Timekeeper time;
    private final Runs runs;
    private final Remembered<NextRun> nextRun;

    /**
     * Runs nothing yet.
     *
     * @param alone lets one daemon of this machine run
     */
    public DaemonRun(
            RunLock alone,
            Daemon daemon,
            Timetable timetable,
            Timekeeper time,
            Runs runs,
            Remembered<NextRun> nextRun) {
        this.alone = alone;
        this.daemon = daemon;
        this.timetable = timetable;
        this.time = time;
        this.runs = runs;
        this.nextRun = nextRun;
    }

    /**
     * Until the agent is stopped.
     *
     * @throws Conflict when another daemon runs already
     */
    int run(boolean noop) throws IOException {
        return switch (alone.take()) {
            case RunLock.HeldBy other ->
                    throw new Conflict(
                            "a daemon runs already: %s; stop it first, or run once with --once"
                                    .formatted(other));
            case RunLock.Taken taken -> {
                try (taken) {
                    yield runAlone(noop);
                }
            }
        };
    }

    private int runAlone(boolean noop) throws IOException {
        forgetNextRun(); // of a daemon before this one, which had no time to
        LOG.info("lab-agent started");
        daemon.runUntilStopped(
                new Daemon.Work() {
                    @Override
                    public void run() {
                        runOnce(noop);
                    }

                    @Override
                    public void due(Instant next) {
                        remember(next);
                    }
                });
        forgetNextRun();
        LOG.info("lab-agent stopped");
        return ExitCode.OK;
    }

    /** What goes wrong for a known reason may go right the next time. */
    private void runOnce(boolean noop) {
        try {
            var order = new RunOrder(noop, List.of(), timetable.nextContact(time.here()));
            switch (runs.run(order, new RunLog())) {
                case RunResult.Finished _ -> {}
                case RunResult.Stopped _ -> LOG.info("run stopped before there was a catalog");
                case RunResult.NoSuchTag tag -> notPossible(tag.sentence());
                case RunResult.NotAllowed disabled ->
                        LOG.atWarn().addKeyValue("reason", disabled.why()).log("runs are disabled");
                case RunResult.Busy busy ->
                        LOG.atWarn().addKeyValue("holder", busy.holder()).log("run skipped");
            }
        } catch (LabException e) {
            notPossible(e.sentence());
        } catch (IOException e) {
            notPossible(FileTrouble.sentence(e));
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
