package io.labctl.agent.run;

import io.labctl.agent.time.Stop;
import io.labctl.catalog.report.RunNote;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The runs of the daemon: those of its timetable, and those that people ask for. Who asks for one
 * like the one that is under way joins it; another one waits for its end, as one does where that is
 * to end early. Safe for use by many threads.
 */
public final class SharedRuns {
    private final OneAtATime runs;
    private final RunListener log;
    private final AtomicReference<Optional<UnderWay>> underWay =
            new AtomicReference<>(Optional.empty());

    /**
     * None is under way.
     *
     * @param log follows each of them to its end
     */
    public SharedRuns(OneAtATime runs, RunListener log) {
        this.runs = runs;
        this.log = log;
    }

    /** The same for nobody but the log. */
    Optional<RunResult> run(RunOrder order, Stop leaves) throws IOException {
        return run(order, log, leaves);
    }

    /**
     * Makes such a run, or joins one.
     *
     * @param leaves when it is given, who asked for it leaves: then a run that he began ends early,
     *     and any other goes on
     * @return empty when he left without one
     */
    Optional<RunResult> run(RunOrder order, RunListener listener, Stop leaves) throws IOException {
        var own = new UnderWay(order, log, leaves);
        own.tell(listener);
        while (!leaves.requested()) {
            UnderWay there = enter(own);
            if (there == own) {
                own.make(runs, () -> underWay.set(Optional.empty()));
                return own.result(new Stop());
            }
            if (order.isMetBy(there.order()) && !there.isToEnd()) {
                Optional<RunResult> result = joined(there, listener, leaves);
                if (leaves.requested() || result.filter(UnderWay::isEarlyEnd).isEmpty()) {
                    return result;
                }
                listener.note(
                        RunNote.notice(
                                "who began that run ended it; %s begins anew"
                                        .formatted(order.words())));
            } else {
                ended(there, order, listener, leaves);
            }
        }
        listener.note(RunNote.notice("no run was begun"));
        return Optional.empty();
    }

    /** Waits for it. */
    private static void ended(UnderWay there, RunOrder order, RunListener listener, Stop leaves) {
        listener.note(
                RunNote.notice(
                        "%s is under way%s; %s begins when it has ended"
                                .formatted(
                                        there.order().words(),
                                        there.isToEnd() ? ", and is to end early" : "",
                                        order.words())));
        there.awaitEnd(leaves);
    }

    /** Answers with the one that is under way then. */
    private UnderWay enter(UnderWay own) {
        return underWay.updateAndGet(there -> there.isPresent() ? there : Optional.of(own))
                .orElse(own);
    }

    private static Optional<RunResult> joined(UnderWay there, RunListener listener, Stop leaves)
            throws IOException {
        listener.note(
                RunNote.notice(
                        "%s is under way, and is joined%s"
                                .formatted(
                                        there.order().words(),
                                        there.applies().map(SharedRuns::words).orElse(""))));
        there.tell(listener);
        Optional<RunResult> result = there.result(leaves);
        if (result.isEmpty()) {
            there.tellNoMore(listener);
            listener.note(RunNote.notice("the run goes on, for it was begun by another"));
        }
        return result;
    }

    private static String words(UnderWay.Applies it) {
        return ": it applies catalog %s, for which it asked labd at %s; what was wanted later is not in it"
                .formatted(it.catalog(), it.since().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Waits until none is under way; to be called when none is begun any more. */
    void awaitEnd() {
        underWay.get().ifPresent(last -> last.awaitEnd(new Stop()));
    }
}
