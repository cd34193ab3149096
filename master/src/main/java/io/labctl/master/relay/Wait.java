package io.labctl.master.relay;

import io.labctl.catalog.error.Unavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A wait for another labd.
 *
 * @param otherwise what is to be done where it is in vain: what is waited for may come right then
 */
record Wait<T>(CompletableFuture<T> answer, Duration limit, Runnable otherwise) {
    /**
     * Until it is answered.
     *
     * @throws Unavailable when this labd stops
     */
    T until(BooleanSupplier isStopping)
            throws ExecutionException, TimeoutException, InterruptedException {
        boolean isAnswered = false;
        try {
            if (isStopping.getAsBoolean()) {
                throw Unavailable.soon("labd is stopping", null);
            }
            T answered = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            isAnswered = true;
            return answered;
        } finally {
            if (!isAnswered) {
                otherwise.run();
            }
        }
    }
}
