package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The same work on several nodes at once. */
final class Parallel {
    private Parallel() {}

    /**
     * The results, in the order of what was given.
     *
     * @throws LabException when one failed, with every failure's sentence on a line of its own,
     *     after all have ended; of the kind of the first
     */
    static <T, R> List<R> each(List<T> all, int atOnce, Function<T, R> work) {
        try (var executor = Executors.newFixedThreadPool(Math.max(1, atOnce))) {
            List<Future<R>> running = new ArrayList<>();
            all.forEach(one -> running.add(executor.submit(() -> work.apply(one))));
            List<R> results = new ArrayList<>();
            List<LabException> faults = new ArrayList<>();
            for (Future<R> each : running) {
                collect(each, results, faults);
            }
            if (!faults.isEmpty()) {
                throw all(faults);
            }
            return results;
        }
    }

    private static LabException all(List<LabException> faults) {
        if (faults.size() == 1) {
            return faults.getFirst();
        }
        String sentences =
                faults.stream().map(Parallel::withDetails).collect(Collectors.joining("\n"));
        return switch (faults.getFirst()) {
            case InvalidInput first -> new InvalidInput(sentences, first);
            case Denied first -> new Denied(sentences, first);
            case NotFound first -> new NotFound(sentences, first);
            case Conflict first -> new Conflict(sentences, first);
            case Unavailable first -> new Unavailable(sentences, first);
        };
    }

    /** What belongs to it stands further in than the next fault will. */
    private static String withDetails(LabException fault) {
        return fault.sentence().replace("\n", "\n  ");
    }

    private static <R> void collect(Future<R> running, List<R> results, List<LabException> faults) {
        try {
            results.add(running.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LabException known) {
                faults.add(known);
            } else {
                throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while waiting for the nodes", e);
        }
    }
}
