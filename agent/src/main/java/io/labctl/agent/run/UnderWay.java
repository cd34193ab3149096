package io.labctl.agent.run;

import io.labctl.agent.time.Stop;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.report.RunOutcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** A run that goes on, with all who follow it. Safe for use by many threads. */
final class UnderWay implements RunListener {
    /** Longer than any run, and what every clock can count to. */
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(3650);

    private final RunOrder order;
    private final RunListener log;
    private final Stop stop;
    private final Set<RunListener> following = new CopyOnWriteArraySet<>();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private volatile Optional<Applies> applies = Optional.empty();

    /**
     * One that has not begun.
     *
     * @param log follows it to its end
     * @param stop ends it early
     */
    UnderWay(RunOrder order, RunListener log, Stop stop) {
        this.order = order;
        this.log = log;
        this.stop = stop;
        this.following.add(log);
    }

    /**
     * What it applies.
     *
     * @param since when labd was asked for it
     */
    record Applies(String catalog, Instant since) {}

    /** Empty before it has a catalog. */
    Optional<Applies> applies() {
        return applies;
    }

    /** Whether it ends early, for who began it does not want it any more. */
    boolean isToEnd() {
        return stop.requested();
    }

    /** Whether one that came to this was ended early. */
    static boolean isEarlyEnd(RunResult how) {
        return switch (how) {
            case RunResult.Stopped _ -> true;
            case RunResult.Finished(Report report) -> report.outcome() == RunOutcome.INTERRUPTED;
            case RunResult.NotAllowed _, RunResult.NoSuchTag _, RunResult.Busy _ -> false;
        };
    }

    RunOrder order() {
        return order;
    }

    /**
     * Makes it, for all who follow it.
     *
     * @param over is run at its end, before anybody knows of that
     */
    void make(OneAtATime runs, Runnable over) {
        try {
            RunResult made = runs.run(order, this, stop);
            over.run();
            result.complete(made);
        } catch (IOException | RuntimeException | Error e) {
            over.run();
            result.completeExceptionally(e);
        }
    }

    /** Tells this one too, from now on. */
    void tell(RunListener listener) {
        following.add(listener);
    }

    void tellNoMore(RunListener listener) {
        if (!listener.equals(log)) {
            following.remove(listener);
        }
    }

    /**
     * Waits for its end.
     *
     * @return empty when the one who waits left before
     */
    Optional<RunResult> result(Stop leaves) throws IOException {
        try {
            return Optional.of(leaves.await(result, AS_LONG_AS_IT_TAKES));
        } catch (TimeoutException | Unavailable _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException known -> throw known;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /** Waits for its end, however it comes, or until the one who waits leaves. */
    void awaitEnd(Stop leaves) {
        try {
            var _ = leaves.await(result.handle((_, _) -> true), AS_LONG_AS_IT_TAKES);
        } catch (TimeoutException | Unavailable | ExecutionException _) {
            // whoever left does not ask how it ended
        }
    }

    @Override
    public void note(RunNote note) {
        following.forEach(each -> each.note(note));
    }

    @Override
    public void applies(String sha256, Instant since) {
        applies = Optional.of(new Applies(sha256, since));
        following.forEach(each -> each.applies(sha256, since));
    }

    @Override
    public void resource(ResourceReport resource, boolean noop) {
        following.forEach(each -> each.resource(resource, noop));
    }

    @Override
    public void progress(int done, int of) {
        following.forEach(each -> each.progress(done, of));
    }

    @Override
    public void finished(Report report) {
        following.forEach(each -> each.finished(report));
    }
}
