package io.labctl.bench.puppet;

import io.labctl.bench.ProcessCpu;
import io.labctl.facts.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** What things take in a daemon that has done them before. Puppet's starts anew for each run. */
record WarmAgent(Duration run, Duration facts) {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int RUNS_BEFORE = 12;
    private static final int RUNS = 6;
    private static final int GATHERINGS = 500;

    static WarmAgent measure(Contender labctl) throws IOException, InterruptedException {
        return new WarmAgent(ofRun(labctl), ofFacts());
    }

    private static Duration ofRun(Contender labctl) throws IOException, InterruptedException {
        try (Daemon daemon = labctl.daemon(Scenario.INLINE, INTERVAL)) {
            daemon.awaitRuns(RUNS_BEFORE);
            Duration before = daemon.cpu();
            daemon.awaitRuns(RUNS);
            return daemon.cpu().minus(before).dividedBy(RUNS);
        }
    }

    private static Duration ofFacts() throws IOException {
        var machine = new Machine(Path.of("/"), Clock.systemUTC());
        gather(machine);
        Duration before = ProcessCpu.of(ProcessHandle.current().pid());
        gather(machine);
        return ProcessCpu.of(ProcessHandle.current().pid()).minus(before).dividedBy(GATHERINGS);
    }

    private static void gather(Machine machine) {
        for (int i = 0; i < GATHERINGS; i++) {
            machine.gather();
        }
    }
}
