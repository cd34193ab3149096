package io.labctl.agent.run;

import io.labctl.agent.apply.Manner;
import io.labctl.agent.cache.CheckedCatalog;
import io.labctl.agent.time.Stop;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.time.Span;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Applies a catalog within a limit of time. The work has a thread of its own: when it has to end
 * early, that thread is interrupted and given some time, and what it had done by then is kept.
 */
public final class Applying {
    /** How long a run may take to apply its catalog, and how long one of the resources. */
    public record Limits(Duration run, Duration resource) {}

    private final Application application;
    private final Limits limits;
    private final Stop stop;
    private final Workers workers;

    /**
     * Applies nothing yet.
     *
     * @param workers of all runs of this process
     */
    public Applying(Application application, Limits limits, Stop stop, Workers workers) {
        this.application = application;
        this.limits = limits;
        this.stop = stop;
        this.workers = workers;
    }

    /** Whether the agent was told to stop: then nothing must be applied any more. */
    boolean isStopped() {
        return stop.requested();
    }

    Applied apply(Fetched fetched, RunOrder order, RunListener listener, RunNotes notes) {
        if (fetched.catalog().isEmpty()) {
            return Applied.nothing();
        }
        if (workers.isOneLeft()) {
            notes.warning(
                    "nothing is applied: an earlier run of this daemon has not ended, for one of its resources hangs, as on a file system whose server is away");
            return Applied.nothing();
        }
        CheckedCatalog catalog = fetched.catalog().get();
        var done = new ConcurrentLinkedQueue<ResourceReport>();
        Set<ResourceId> only = Selection.of(catalog.catalog(), order.tags());
        int all = only == null ? catalog.catalog().entries().size() : only.size();
        var progress = new ToldProgress(done, listener, notes, order.noop(), all);
        var manner = new Manner(order.noop(), only, limits.resource(), fetched.purpose());
        var result = new CompletableFuture<List<ResourceReport>>();
        Thread worker = Workers.start(() -> application.apply(catalog, manner, progress), result);
        try {
            return new Applied(stop.await(result, limits.run()), Applied.End.WHOLE);
        } catch (TimeoutException e) {
            notes.warning("run took longer than %s and was ended".formatted(Span.of(limits.run())));
        } catch (Unavailable e) {
            notes.warning("run was interrupted: " + e.sentence());
            end(worker, result, progress, notes);
            return new Applied(endedWith(result, done), Applied.End.STOPPED);
        } catch (ExecutionException e) {
            notes.warning("run broke off: " + reason(e.getCause()));
        }
        end(worker, result, progress, notes);
        return new Applied(endedWith(result, done), Applied.End.BROKEN);
    }

    private void end(
            Thread worker, CompletableFuture<?> result, ToldProgress progress, RunNotes notes) {
        progress.runEnds();
        if (!workers.end(worker, result)) {
            progress.runIsOver();
            notes.warning("the resource in hand did not end within " + Span.of(workers.grace()));
        }
    }

    /** All resources, the skipped ones too, when the application gave them after all. */
    private static List<ResourceReport> endedWith(
            CompletableFuture<List<ResourceReport>> result, Collection<ResourceReport> done) {
        return result.state() == Future.State.SUCCESS ? result.join() : List.copyOf(done);
    }

    private static String reason(@Nullable Throwable cause) {
        return cause instanceof LabException known ? known.sentence() : String.valueOf(cause);
    }
}
