package io.labctl.bench.puppet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * What one process took from start to end, as GNU time tells it.
 *
 * @param cpu of it and of the processes that it waited for, user and system
 * @param peak of its resident memory, in KiB
 */
record Cost(Duration wall, Duration cpu, long peak) {
    private static final int TIMES = 5;

    /** Runs a program once. */
    static Cost of(List<String> command, int expected, Path work)
            throws IOException, InterruptedException {
        Path figures = work.resolve("time.txt");
        Path output = work.resolve("output.txt");
        var timed =
                new ArrayList<>(
                        List.of("/usr/bin/time", "-q", "-f", "%U %S %M", "-o", figures.toString()));
        timed.addAll(command);
        long start = System.nanoTime();
        int exit =
                new ProcessBuilder(timed)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start()
                        .waitFor();
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        if (exit != expected) {
            throw new IOException(
                    "%s ended with %d:%n%s"
                            .formatted(String.join(" ", command), exit, Files.readString(output)));
        }
        String[] told = Files.readString(figures).strip().split(" ", -1);
        return new Cost(wall, seconds(told[0]).plus(seconds(told[1])), Long.parseLong(told[2]));
    }

    /** The middle of several runs, each figure by itself. */
    static Cost median(Sample sample) throws IOException, InterruptedException {
        var costs = new ArrayList<Cost>();
        for (int i = 0; i < TIMES; i++) {
            costs.add(sample.take());
        }
        return new Cost(
                middle(costs, Cost::wall), middle(costs, Cost::cpu), middle(costs, Cost::peak));
    }

    /** Takes one cost. */
    interface Sample {
        Cost take() throws IOException, InterruptedException;
    }

    private static <T extends Comparable<T>> T middle(List<Cost> costs, Function<Cost, T> figure) {
        return costs.stream().map(figure).sorted(Comparator.naturalOrder()).toList().get(TIMES / 2);
    }

    private static Duration seconds(String text) {
        return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
    }

    @Override
    public String toString() {
        return "%.2f s wall, %.2f s CPU, %d MiB"
                .formatted(wall.toNanos() / 1e9, cpu.toNanos() / 1e9, peak / 1024);
    }
}
