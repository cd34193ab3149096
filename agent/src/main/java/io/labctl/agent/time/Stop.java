package io.labctl.agent.time;

import io.labctl.catalog.error.Unavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The wish that the agent ends, given once, by a signal. Whoever waits for something long waits
 * through this, so that no thread has to be interrupted that may be writing a file.
 */
public final class Stop implements Pause {
    private final CompletableFuture<Object> signal = new CompletableFuture<>();
    private final @Nullable Stop whole;
    private final String reason;

    public Stop() {
        this(null, "lab-agent is stopping");
    }

    private Stop(@Nullable Stop whole, String reason) {
        this.whole = whole;
        this.reason = reason;
    }

    public void signal() {
        signal.complete(this);
    }

    public boolean requested() {
        return signal.isDone() || (whole != null && whole.requested());
    }

    /**
     * One for a part of what is done: it comes with this one, or earlier by itself. At the end of
     * that part it is to be given, for then this one forgets it.
     *
     * @param reason why that part ends, when it is not because of this one
     */
    public Stop forPart(String reason) {
        var part = new Stop(this, reason);
        var _ = CompletableFuture.anyOf(signal, part.signal).thenRun(part::signal);
        return part;
    }

    @Override
    public String reason() {
        return whole != null && whole.requested() ? whole.reason() : reason;
    }

    @Override
    public boolean pause(Duration length) {
        try {
            signal.get(length.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The result of that work.
     *
     * @throws TimeoutException when it takes longer than the limit; the work is left running
     * @throws Unavailable when it was given; the work is left running
     * @throws ExecutionException when the work fails, with what it failed by as the cause
     */
    public <T> T await(CompletableFuture<T> work, Duration limit)
            throws TimeoutException, ExecutionException {
        try {
            CompletableFuture.anyOf(work, signal).get(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (!work.isDone()) {
                throw new Unavailable(reason());
            }
            return work.get(); // it may have failed only after the signal
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(reason(), e);
        }
    }
}
