package io.labctl.bench.fleet;

import io.labctl.bench.BenchSite;
import io.labctl.bench.LabdProcess;
import io.labctl.bench.MachineLine;
import io.labctl.bench.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What it costs a packaged labd that thousands of agents wait at it for work. */
public final class FleetBench {
    private static final int ASKED = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Longer than a long poll, so that each agent has asked anew. */
    private static final Duration REST = Duration.ofSeconds(60);

    private final Path programs;
    private final Path work;
    private final Path site;
    private final int port;
    private final int agents;

    private FleetBench(Path programs, Path work, Path site, int port, int agents) {
        this.programs = programs;
        this.work = work;
        this.site = site;
        this.port = port;
        this.agents = agents;
    }

    /**
     * Arguments: the folder with the packaged programs, a folder to work in, a free port, how many
     * agents, in how many processes.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path work = Path.of(args[1]);
        System.out.println(MachineLine.of(Path.of("/proc")));
        new FleetBench(
                        Path.of(args[0]),
                        work,
                        BenchSite.write(work.resolve("site")),
                        Integer.parseInt(args[2]),
                        Integer.parseInt(args[3]))
                .run(Integer.parseInt(args[4]));
    }

    private void run(int processes) throws IOException, InterruptedException {
        LabdProcess labd = started();
        try (var fleet = Fleet.start(labd, Tokens.reusable(labd), agents, processes)) {
            try {
                park(labd, fleet);
                rest(labd);
                wake(labd);
            } finally {
                labd.close();
            }
            comeBack(fleet);
        }
    }

    private LabdProcess started() throws IOException, InterruptedException {
        LabdProcess labd = LabdProcess.start(programs, work, site, port);
        boolean ready = false;
        try {
            labd.awaitReady(Duration.ofMinutes(2));
            ready = true;
            return labd;
        } finally {
            if (!ready) {
                labd.close();
            }
        }
    }

    private void park(LabdProcess labd, Fleet fleet) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        fleet.all("join");
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "%d agents joined: %.0f per second, keys and requests made on this machine, too%n",
                agents, agents / seconds);
        long before = labd.residentAfterCollection();
        fleet.all("park");
        Duration took = fleet.awaitParked(agents, PATIENCE);
        System.out.printf("all wait for work: after %s s%n", seconds(took));
        TimeUnit.SECONDS.sleep(REST.toSeconds());
        fleet.awaitParked(agents, PATIENCE);
        long after = labd.residentAfterCollection();
        System.out.printf(
                "memory: %.1f KiB of labd each (%d MiB resident before, %d with them)%n",
                (after - before) / 1024.0 / agents, before >> 20, after >> 20);
    }

    private static void rest(LabdProcess labd) throws IOException, InterruptedException {
        Duration cpu = labd.cpu();
        Duration database = labd.databaseCpu();
        long begun = System.nanoTime();
        TimeUnit.SECONDS.sleep(REST.toSeconds());
        double wall = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "at rest: %.1f %% of a core for labd, %.1f %% for its database, over %.0f s%n",
                100 * labd.cpu().minus(cpu).toMillis() / 1000.0 / wall,
                100 * labd.databaseCpu().minus(database).toMillis() / 1000.0 / wall,
                wall);
    }

    private void wake(LabdProcess labd) throws IOException {
        int count = Math.min(ASKED, agents);
        try (var questions = new Questions(labd)) {
            questions.ask(count); // opens the connections
            Duration took = questions.ask(count);
            System.out.printf("%d of them woken, asked and answered: %s s%n", count, seconds(took));
        }
    }

    private void comeBack(Fleet fleet) throws IOException, InterruptedException {
        try (LabdProcess labd = started()) {
            Duration took = fleet.awaitParked(agents, PATIENCE);
            System.out.printf(
                    "all back after a restart: %s s from when labd was ready, which took %.1f s of its CPU%n",
                    seconds(took), labd.cpu().toMillis() / 1000.0);
        }
    }

    private static String seconds(Duration span) {
        return "%.1f".formatted(span.toMillis() / 1000.0);
    }
}
