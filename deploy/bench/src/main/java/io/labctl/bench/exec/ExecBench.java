package io.labctl.bench.exec;

import io.labctl.bench.LabdProcess;
import io.labctl.bench.MachineLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Commands on a server, by the API and by labctl, over mTLS on loopback. */
public final class ExecBench {
    private static final int WARM_UP = 2000;
    private static final int TIMES = 300;
    private static final int STARTS = 20;
    private static final long BYTES = 1L << 30;
    private static final String SERVER = "server/" + OneAgent.NAME;

    private final Path labctl;
    private final LabdProcess labd;

    private ExecBench(Path labctl, LabdProcess labd) {
        this.labctl = labctl;
        this.labd = labd;
    }

    /**
     * Arguments: the folder with the built programs, the packaged agent, the packaged labctl, a
     * folder to work in, a free port.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path programs = Path.of(args[0]);
        Path work = Path.of(args[3]);
        Path site = OneAgent.emptySite(work.resolve("site"));
        System.out.println(MachineLine.of(Path.of("/proc")));
        try (var labd = LabdProcess.start(programs, work, site, Integer.parseInt(args[4]))) {
            labd.awaitReady(Duration.ofMinutes(2));
            try (var _ = OneAgent.start(Path.of(args[1]), labd, work)) {
                new ExecBench(Path.of(args[2]), labd).run();
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        latency();
        starts();
        streams();
    }

    private void latency() throws IOException, InterruptedException {
        try (var session = new Session(labd)) {
            for (int i = 0; i < WARM_UP; i++) {
                session.run("true");
            }
            var took = new ArrayList<Duration>();
            for (int i = 0; i < TIMES; i++) {
                long begun = System.nanoTime();
                session.run("true");
                took.add(Duration.ofNanos(System.nanoTime() - begun));
            }
            Collections.sort(took);
            System.out.printf(
                    "true, from the API and back, warm: p50 %.1f ms, p99 %.1f ms (%d times; target: p50 under 15 ms)%n",
                    millis(took.get(TIMES / 2)), millis(took.get(TIMES * 99 / 100)), TIMES);
        }
    }

    private void starts() throws IOException, InterruptedException {
        var took = new ArrayList<Duration>();
        for (int i = 0; i < STARTS; i++) {
            took.add(timed(List.of("exec", SERVER, "--", "true"), "true"));
        }
        Collections.sort(took);
        System.out.printf(
                "labctl exec -- true, as a process: the middle of %d is %.0f ms (target: under 400 ms)%n",
                STARTS, millis(took.get(STARTS / 2)));
    }

    private void streams() throws IOException, InterruptedException {
        BareCopy.of(BYTES); // warm
        double bare = megabytesPerSecond(BareCopy.of(BYTES));
        String zeros = "head -c %d /dev/zero".formatted(BYTES);
        double out =
                megabytesPerSecond(timed(List.of("exec", SERVER, "--", "sh", "-c", zeros), ":"));
        double in =
                megabytesPerSecond(
                        timed(
                                List.of("exec", "-i", SERVER, "--", "sh", "-c", "cat >/dev/null"),
                                zeros));
        System.out.printf("one TLS connection of Java and nothing else: %.0f MB/s%n", bare);
        System.out.printf(
                "1 GiB from a command: %.0f MB/s, %.2f of that (it goes through two of them, and three programs)%n",
                out, out / bare);
        System.out.printf("1 GiB into a command: %.0f MB/s, %.2f of that%n", in, in / bare);
    }

    /** What labctl takes to its good end when it reads what this shell command writes. */
    private Duration timed(List<String> arguments, String input)
            throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                "sh",
                                "-c",
                                input + " | \"$@\" >/dev/null",
                                "sh",
                                labctl.toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LABCTL_CONFIG", labd.admin().resolve("config.yaml").toString());
        long begun = System.nanoTime();
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException("%s ended with %d: %s".formatted(arguments, exit, said));
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static double megabytesPerSecond(Duration took) {
        return BYTES / 1e6 / (took.toNanos() / 1e9);
    }

    private static double millis(Duration span) {
        return span.toNanos() / 1e6;
    }
}
