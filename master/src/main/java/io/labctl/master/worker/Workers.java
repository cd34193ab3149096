package io.labctl.master.worker;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.wire.WireJson;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * Some workers, started when first needed and kept warm. Each order has one for itself. Safe for
 * many threads.
 */
final class Workers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A worker that was told more than this makes room for a fresh one. */
    private static final long MOST_TOLD = 48L << 20;

    private final Sandbox sandbox;
    private final JsonMapper json = WireJson.mapper();
    private final Semaphore free;
    private final Deque<Worker> idle = new ArrayDeque<>();

    /**
     * A process dies with the thread that started it (prctl(2), PR_SET_PDEATHSIG), so one that
     * lasts starts them all.
     */
    private final ExecutorService starting =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("workers").daemon().factory());

    private boolean closed;

    /**
     * Starts none yet.
     *
     * @param most at a time
     */
    Workers(Sandbox sandbox, int most) {
        this.sandbox = sandbox;
        this.free = new Semaphore(most, true);
    }

    /**
     * Lends a worker.
     *
     * @throws Unavailable when none becomes free
     * @throws NoWorker when none can be started
     */
    <T> T with(Function<Worker, T> use) throws NoWorker {
        take();
        Worker worker = null;
        try {
            worker = idleOrNew();
            return use.apply(worker);
        } finally {
            if (worker != null) {
                giveBack(worker);
            }
            free.release();
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
        try {
            return starting.submit(() -> Worker.start(sandbox, json)).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof NoWorker why
                    ? why
                    : new NoWorker("no worker can be started: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("labd is being stopped", e);
        }
    }

    private void giveBack(Worker worker) {
        synchronized (idle) {
            if (!closed && worker.isAlive() && worker.toldBytes() < MOST_TOLD) {
                idle.push(worker);
                return;
            }
        }
        worker.close();
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
