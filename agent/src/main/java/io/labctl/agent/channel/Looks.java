package io.labctl.agent.channel;

import io.labctl.agent.time.Stop;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.time.Span;
import io.labctl.catalog.work.WorkEnd;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks one at a time, each on a thread of its own: one at what a server that is away should give
 * may hang for ever, which must hold up nobody else. Who comes meanwhile waits. Safe for use by
 * many threads.
 */
final class Looks {
    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

    private final Stop stop;

    /** The first goes on, the others wait for it. */
    private final Queue<Look> row = new ArrayDeque<>();

    Looks(Stop stop) {
        this.stop = stop;
    }

    /** One in the row. */
    private final class Look {
        private final String what;
        private final CompletableFuture<WorkEnd> result = new CompletableFuture<>();
        private final Thread thread;
        private boolean isLeft;

        private Look(String what, Supplier<WorkEnd> how) {
            this.what = what;
            this.thread = Thread.ofPlatform().name(what).daemon().unstarted(() -> complete(how));
        }

        private void complete(Supplier<WorkEnd> how) {
            try {
                result.complete(how.get());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            } finally {
                next();
            }
        }
    }

    /** How it ended, or that it did not. No other is begun while one that was left goes on. */
    WorkEnd end(String what, Duration limit, Supplier<WorkEnd> how) {
        var look = new Look(what, how);
        Optional<Look> hanging = enter(look);
        if (hanging.isPresent()) {
            return new WorkEnd.Failed(
                    "nothing is looked at while the look for %s hangs"
                            .formatted(hanging.get().what));
        }
        try {
            return stop.await(look.result, limit);
        } catch (TimeoutException _) {
            String missing = leave(look) ? "end" : "begin, as others went on,";
            return new WorkEnd.Failed(
                    "the look for %s did not %s within %s"
                            .formatted(what, missing, Span.of(limit)));
        } catch (Unavailable e) {
            boolean _ = leave(look);
            return new WorkEnd.Failed(e.sentence());
        } catch (ExecutionException e) {
            LOG.atError().setCause(e.getCause()).addKeyValue("what", what).log("look broke off");
            return new WorkEnd.Failed("unexpected error: " + e.getCause());
        }
    }

    /** Answers with the one that hangs, if one does. */
    private synchronized Optional<Look> enter(Look look) {
        Look first = row.peek();
        if (first != null && first.isLeft) {
            return Optional.of(first);
        }
        row.add(look);
        if (first == null) {
            look.thread.start();
        }
        return Optional.empty();
    }

    private synchronized void next() {
        row.remove();
        Look next = row.peek();
        if (next != null) {
            next.thread.start();
        }
    }

    /** Nobody waits for it any more; answers whether it has begun. */
    private synchronized boolean leave(Look look) {
        if (look.thread.getState() == Thread.State.NEW) {
            boolean _ = row.remove(look);
            return false;
        }
        look.isLeft = true;
        look.thread.interrupt();
        return true;
    }
}
