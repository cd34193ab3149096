package io.labctl.master.worker;

import io.labctl.catalog.error.Unavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Some workers, started when first needed and kept warm. Each order has one for itself. Safe for
 * many threads.
 */
final class Workers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Callable<Worker> start;
    private final int most;
    private final long mostTold;
    private final Semaphore free;
    private final Deque<Worker> idle = new ArrayDeque<>();

    /**
     * A process dies with the thread that started it (prctl(2), PR_SET_PDEATHSIG), so these last.
     */
    private final ExecutorService starting;

    private boolean closed;

    /**
     * Starts none yet.
     *
     * @param start starts one, and throws {@link NoWorker} when it cannot
     * @param most at a time
     * @param mostTold in bytes; a worker that was told more makes room for a fresh one
     */
    Workers(Callable<Worker> start, int most, long mostTold) {
        this.start = start;
        this.most = most;
        this.mostTold = mostTold;
        this.free = new Semaphore(most, true);
        this.starting =
                Executors.newFixedThreadPool(
                        most, Thread.ofPlatform().name("workers-", 1).daemon().factory());
    }

    /**
     * Lends a worker, and another one when it turns out to be spoilt.
     *
     * @throws Unavailable when none becomes free
     * @throws NoWorker when none can be started
     */
    <T> T with(Function<Worker, T> use) throws NoWorker {
        take();
        try {
            return withUnspoilt(use);
        } finally {
            free.release();
        }
    }

    /** A fresh one has had no order before, so this comes to an end. */
    private <T> T withUnspoilt(Function<Worker, T> use) throws NoWorker {
        var spoilt = new ArrayList<SpoiltWorker>();
        while (true) {
            Worker worker = idleOrNew();
            try {
                T result = use.apply(worker);
                if (worker.hasBegun()) {
                    spoilt.forEach(SpoiltWorker::charge);
                }
                return result;
            } catch (SpoiltWorker e) {
                spoilt.add(e); // another one takes the order
            } finally {
                giveBack(worker);
            }
        }
    }

    private void take() {
        try {
            if (!free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Unavailable("all workers for modules of the site are busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("labd is being stopped", e);
        }
    }

    private Worker idleOrNew() throws NoWorker {
        synchronized (idle) {
            while (!idle.isEmpty()) {
                Worker worker = idle.pop();
                if (worker.isAlive()) {
                    return worker;
                }
            }
        }
        return started();
    }

    private Worker started() throws NoWorker {
        var promised = new CompletableFuture<Worker>();
        try {
            starting.execute(() -> keep(promised));
            return promised.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Unavailable stopping) {
                throw stopping;
            }
            throw e.getCause() instanceof NoWorker why
                    ? why
                    : new NoWorker("no worker can be started: " + e.getCause());
        } catch (RejectedExecutionException e) {
            throw new Unavailable("labd is being stopped", e);
        } catch (InterruptedException e) {
            var _ = promised.thenAccept(this::giveBack); // for the next who asks
            Thread.currentThread().interrupt();
            throw new Unavailable("labd is being stopped", e);
        }
    }

    private void keep(CompletableFuture<Worker> promise) {
        try {
            promise.complete(start.call());
        } catch (Exception e) {
            promise.completeExceptionally(e);
        }
    }

    private void giveBack(Worker worker) {
        synchronized (idle) {
            boolean isWanted = !closed && idle.size() < most;
            if (isWanted && worker.isAlive() && worker.toldBytes() < mostTold) {
                idle.push(worker);
                return;
            }
        }
        worker.retire();
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(Worker::close);
            idle.clear();
        }
        starting.shutdownNow();
    }
}
