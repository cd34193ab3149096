package io.labctl.agent.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which the runs of this process apply, one at a time. One that hangs in the kernel
 * outlives its run; none is begun beside it. For use by one thread.
 */
public final class Workers {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Duration grace;
    private @Nullable Thread left;

    /** They have 20 s to end. */
    public Workers() {
        this(GRACE);
    }

    Workers(Duration grace) {
        this.grace = grace;
    }

    Duration grace() {
        return grace;
    }

    /** Whether one of an earlier run is still at work. */
    boolean isOneLeft() {
        return left != null && left.isAlive();
    }

    static <T> Thread start(Supplier<T> work, CompletableFuture<T> result) {
        return Thread.ofPlatform()
                .name("apply")
                .daemon()
                .start(
                        () -> {
                            try {
                                result.complete(work.get());
                            } catch (Throwable e) {
                                result.completeExceptionally(e);
                            }
                        });
    }

    /** Interrupts it; false when it does not end within its grace and is left. */
    boolean end(Thread worker) {
        worker.interrupt();
        try {
            if (worker.join(grace)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        left = worker;
        return !worker.isAlive();
    }
}
