package io.labctl.bench.fleet;

import io.labctl.bench.LabdProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Many agents in several processes of their own. */
final class Fleet implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final long STOP_SECONDS = 20;

    private final List<Member> members = new ArrayList<>();

    /** One process of it. */
    private record Member(Process process, BufferedReader answers) {
        void command(String command) throws IOException {
            process.outputWriter().write(command + "\n");
            process.outputWriter().flush();
        }

        int answer() throws IOException {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("a process of the fleet has ended; see above");
            }
            return Integer.parseInt(line);
        }
    }

    /** Starts the processes; their agents do nothing yet. */
    static Fleet start(LabdProcess labd, String token, int agents, int processes)
            throws IOException {
        var fleet = new Fleet();
        Path roots = labd.admin().resolve("ca.pem");
        int each = agents / processes;
        for (int i = 0; i < processes; i++) {
            int count = i < processes - 1 ? each : agents - each * (processes - 1);
            fleet.add(labd.port(), roots, token, i * each, count);
        }
        return fleet;
    }

    private void add(int port, Path roots, String token, int first, int count) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx2g",
                                "-cp",
                                System.getProperty("java.class.path"),
                                FleetProcess.class.getName(),
                                String.valueOf(port),
                                roots.toString(),
                                token,
                                String.valueOf(first),
                                String.valueOf(count))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        members.add(new Member(process, process.inputReader()));
    }

    /** All of them do this; the sum of what they answer. */
    int all(String command) throws IOException {
        int sum = 0;
        for (Member each : members) {
            each.command(command);
        }
        for (Member each : members) {
            sum += each.answer();
        }
        return sum;
    }

    /**
     * Waits until so many agents wait for work.
     *
     * @return how long that took
     */
    Duration awaitParked(int count, Duration limit) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        int parked = all("count");
        while (parked < count) {
            if (System.nanoTime() - begun > limit.toNanos()) {
                throw new IOException(
                        "only %d of %d agents wait for work after %d s"
                                .formatted(parked, count, limit.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            parked = all("count");
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public void close() {
        for (Member each : members) {
            try {
                each.process().outputWriter().close();
                if (!each.process().waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    each.process().destroyForcibly();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                each.process().destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
