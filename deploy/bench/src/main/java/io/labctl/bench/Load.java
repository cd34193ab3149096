package io.labctl.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The same thing done by several callers for a while, and what it cost labd. */
final class Load {
    /** One caller's work, done once. */
    interface Work {
        void once() throws IOException;
    }

    /** Makes the work of one caller. */
    interface Caller {
        Work of(int number) throws IOException;
    }

    /**
     * What was measured.
     *
     * @param labd CPU time of labd alone
     * @param database CPU time of its database
     */
    record Figures(long count, Duration wall, Duration labd, Duration database) {
        double perSecond() {
            return count * 1e9 / wall.toNanos();
        }

        double labdMillis() {
            return labd.toNanos() / 1e6 / count;
        }

        double databaseMillis() {
            return database.toNanos() / 1e6 / count;
        }
    }

    private Load() {}

    /** Warms up first, so that labd's compiler threads have done their work. */
    static Figures measure(
            LabdProcess labd, int callers, Duration warmUp, Duration length, Caller caller)
            throws IOException, InterruptedException {
        var works = new Work[callers];
        for (int i = 0; i < callers; i++) {
            works[i] = caller.of(i);
        }
        run(works, warmUp);
        Duration labdBefore = labd.cpu();
        Duration databaseBefore = labd.databaseCpu();
        long start = System.nanoTime();
        long count = run(works, length);
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        return new Figures(
                count,
                wall,
                labd.cpu().minus(labdBefore),
                labd.databaseCpu().minus(databaseBefore));
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
