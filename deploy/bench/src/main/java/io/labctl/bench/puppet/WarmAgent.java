package io.labctl.bench.puppet;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What things take in a daemon that has done them before. Puppet's starts anew for each run. */
record WarmAgent(Duration run, Duration facts) {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int RUNS_BEFORE = 12;
    private static final int RUNS = 6;

    static WarmAgent measure(Contender labctl) throws IOException, InterruptedException {
        Duration run;
        List<String> command;
        try (Daemon daemon = labctl.daemon(Scenario.INLINE, INTERVAL)) {
            run = ofRun(daemon);
            command = daemon.command();
        }
        return new WarmAgent(run, Gathering.cpuAsIn(command));
    }

    private static Duration ofRun(Daemon daemon) throws IOException, InterruptedException {
        daemon.awaitRuns(RUNS_BEFORE);
        Duration before = daemon.cpu();
        daemon.awaitRuns(RUNS);
        return daemon.cpu().minus(before).dividedBy(RUNS);
    }
}
