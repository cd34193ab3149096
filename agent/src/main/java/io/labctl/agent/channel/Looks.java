package io.labctl.agent.channel;

import io.labctl.agent.time.Stop;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.time.Span;
import io.labctl.catalog.work.WorkEnd;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks one at a time, each on a thread of its own: one at what a server that is away should give
 * may hang for ever, which must hold up nobody else. For use by one thread.
 */
final class Looks {
    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

    private final Stop stop;
    private @Nullable Thread left;

    Looks(Stop stop) {
        this.stop = stop;
    }

    /** How it ended, or that it did not. No other is begun while one that was left goes on. */
    WorkEnd end(String what, Duration limit, Supplier<WorkEnd> look) {
        if (left != null && left.isAlive()) {
            return new WorkEnd.Failed(
                    "nothing is looked at while the look for %s hangs".formatted(left.getName()));
        }
        var result = new CompletableFuture<WorkEnd>();
        Thread thread = start(what, look, result);
        try {
            return stop.await(result, limit);
        } catch (TimeoutException _) {
            leave(thread);
            return new WorkEnd.Failed(
                    "the look for %s did not end within %s".formatted(what, Span.of(limit)));
        } catch (Unavailable e) {
            leave(thread);
            return new WorkEnd.Failed(e.sentence());
        } catch (ExecutionException e) {
            LOG.atError().setCause(e.getCause()).addKeyValue("what", what).log("look broke off");
            return new WorkEnd.Failed("unexpected error: " + e.getCause());
        }
    }

    private static Thread start(
            String what, Supplier<WorkEnd> look, CompletableFuture<WorkEnd> result) {
        return Thread.ofPlatform()
                .name(what)
                .daemon()
                .start(
                        () -> {
                            try {
                                result.complete(look.get());
                            } catch (Throwable e) {
                                result.completeExceptionally(e);
                            }
                        });
    }

    private void leave(Thread thread) {
        thread.interrupt();
        left = thread;
    }
}
