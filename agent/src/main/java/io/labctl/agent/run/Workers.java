package io.labctl.agent.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The threads on which the runs of this process apply, one at a time. One that hangs in the kernel
 * outlives its run; none is begun beside it. For use by one run at a time.
 */
public final class Workers {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Duration grace;
    private volatile CompletableFuture<?> left = CompletableFuture.completedFuture(null);

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
        return !left.isDone();
    }

    /** At once when none is left, or else by the one that is, at its end. */
    void whenNoneIsLeft(Runnable act) {
        var _ = left.whenComplete((_, _) -> act.run());
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

    /** Interrupts it; false when it does not end within its grace and its result is left open. */
    boolean end(Thread worker, CompletableFuture<?> result) {
        worker.interrupt();
        try {
            if (worker.join(grace)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        left = result;
        return result.isDone();
    }
}
