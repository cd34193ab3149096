package io.labctl.master.database;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running server. One thread starts it and stays with it until it ends, because it ends with
 * that thread. When it ends by itself it is started again, after a pause that grows as long as it
 * does not stay up.
 */
final class PostgresServer {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

    /** A server that ran for so long had started well. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final PostgresFolder folder;
    private final int port;
    private final Pauses pauses;
    private final Ticker ticker;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Process process;
    private volatile @Nullable Ending newest;

    /**
     * That it ended by itself.
     *
     * @param times in a row
     * @param at by the ticker
     */
    private record Ending(int times, long at, int exitCode, String said) {}

    PostgresServer(PostgresFolder folder, int port, Pauses pauses, Ticker ticker) {
        this.folder = folder;
        this.port = port;
        this.pauses = pauses;
        this.ticker = ticker;
    }

    /** Starts it; it may not answer yet when this returns. */
    void start() throws IOException {
        var started = new CompletableFuture<@Nullable IOException>();
        Thread.ofPlatform().daemon().name("postgres").start(() -> startAndKeepUp(started));
        IOException trouble = started.join();
        if (trouble != null) {
            throw trouble;
        }
    }

    int port() {
        return port;
    }

    /** Fails with PostgreSQL's own words when it has ended by itself. */
    void checkAlive() {
        Ending ending = newest;
        if (ending != null) {
            throw new Unavailable(
                    "the embedded PostgreSQL stopped with exit code %d: %s; its data are in '%s', and its log is '%s'; if they are damaged, restore a backup"
                            .formatted(
                                    ending.exitCode(),
                                    ending.said(),
                                    folder.data(),
                                    folder.programs().log().file()));
        }
    }

    /** What is wrong with it; empty when nothing has been for a while. */
    Optional<String> trouble() {
        Ending ending = newest;
        return ending == null || ticker.read() - ending.at() > Pauses.LONGEST.plus(STEADY).toNanos()
                ? Optional.empty()
                : Optional.of(
                        "the embedded PostgreSQL ended by itself, %d times in a row, and is started again"
                                .formatted(ending.times()));
    }

    /**
     * Ends it in good order, or at once when that takes too long.
     *
     * @param limit how long this may take
     */
    void stop(Duration limit) {
        Process server = noMoreStarts();
        if (server != null && server.isAlive()) {
            folder.stop(server.toHandle(), limit);
        }
    }

    private synchronized @Nullable Process noMoreStarts() {
        closing.countDown();
        return process;
    }

    private void startAndKeepUp(CompletableFuture<@Nullable IOException> started) {
        try {
            Process first = folder.startServer(port);
            process = first;
            started.complete(null);
            keepUp(first);
        } catch (IOException e) {
            started.complete(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            if (!started.completeExceptionally(e)) {
                throw e; // nobody waits for the start any more
            }
        }
    }

    private void keepUp(Process first) throws InterruptedException {
        Process server = first;
        while (!closing.await(awaitEnd(server).toMillis(), TimeUnit.MILLISECONDS)) {
            server = startedAgain(server);
        }
    }

    /** How long to leave it alone after its end. */
    private Duration awaitEnd(Process server) throws InterruptedException {
        long since = ticker.read();
        int code = server.waitFor();
        if (closing.getCount() == 0) {
            return Duration.ZERO;
        }
        folder.programs().log().awaitEnd();
        long now = ticker.read();
        Ending before = newest;
        int inARow = before == null || now - since > STEADY.toNanos() ? 0 : before.times();
        var ending = new Ending(inARow + 1, now, code, folder.lastWords());
        newest = ending;
        Duration pause = pauses.after(ending.times());
        LOG.atError()
                .addKeyValue("exitCode", code)
                .addKeyValue("said", ending.said())
                .addKeyValue("times", ending.times())
                .addKeyValue("pause", pause)
                .log("the embedded PostgreSQL ended by itself and is started again");
        return pause;
    }

    /** The one that ended, when no other can be started now. */
    private synchronized Process startedAgain(Process ended) {
        if (closing.getCount() == 0) {
            return ended;
        }
        try {
            Process fresh = folder.startServer(port);
            process = fresh;
            return fresh;
        } catch (IOException e) {
            LOG.atError().setCause(e).log("the embedded PostgreSQL cannot be started");
            return ended;
        }
    }
}
