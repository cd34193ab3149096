package io.labctl.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The same thing done by several callers for a while, and what it cost the server. */
public final class Load {
    /** One caller's work, done once. */
    public interface Work {
        void once() throws IOException;
    }

    /** Makes the work of one caller. */
    public interface Caller {
        Work of(int number) throws IOException;
    }

    /**
     * What was measured.
     *
     * @param server CPU time of the server alone
     * @param database CPU time of its database
     */
    public record Figures(long count, Duration wall, Duration server, Duration database) {
        public double perSecond() {
            return count * 1e9 / wall.toNanos();
        }

        public double serverMillis() {
            return server.toNanos() / 1e6 / count;
        }

        public double databaseMillis() {
            return database.toNanos() / 1e6 / count;
        }
    }

    private Load() {}

    /** Warms up first, so that the server's compiler threads have done their work. */
    public static Figures measure(
            MeasuredServer server, int callers, Duration warmUp, Duration length, Caller caller)
            throws IOException, InterruptedException {
        var works = new Work[callers];
        for (int i = 0; i < callers; i++) {
            works[i] = caller.of(i);
        }
        run(works, warmUp);
        Duration serverBefore = server.cpu();
        Duration databaseBefore = server.databaseCpu();
        long start = System.nanoTime();
        long count = run(works, length);
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        return new Figures(
                count,
                wall,
                server.cpu().minus(serverBefore),
                server.databaseCpu().minus(databaseBefore));
    }

    private static long run(Work[] works, Duration length)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + length.toNanos();
        try (var threads = Executors.newFixedThreadPool(works.length)) {
            var jobs =
                    IntStream.range(0, works.length)
                            .mapToObj(i -> (Callable<Long>) () -> repeat(works[i], deadline))
                            .toList();
            long sum = 0;
            for (Future<Long> job : threads.invokeAll(jobs)) {
                sum += job.get();
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static long repeat(Work work, long deadline) throws IOException {
        long count = 0;
        while (System.nanoTime() < deadline) {
            work.once();
            count++;
        }
        return count;
    }
}
