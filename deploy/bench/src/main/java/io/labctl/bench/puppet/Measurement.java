package io.labctl.bench.puppet;

import io.labctl.bench.Load;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Puts one contender through all that both are measured for. */
final class Measurement {
    private static final int CHANGED = 2;
    private static final int UNCHANGED = 0;
    private static final int REPORT_CALLERS = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(90);
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final Duration AT_REST = Duration.ofMinutes(30);

    /** lab-agent has the C library give back what it does not use every 30 s. */
    private static final Duration SETTLED = Duration.ofSeconds(45);

    private final Contender contender;
    private final Path work;

    Measurement(Contender contender, Path work) {
        this.contender = contender;
        this.work = work;
    }

    Figures take() throws IOException, InterruptedException {
        converge(Scenario.SMALL);
        Load.Figures reports =
                Load.measure(
                        contender.server(),
                        REPORT_CALLERS,
                        WARM_UP,
                        LENGTH,
                        _ -> contender.reports());
        converge(Scenario.INLINE);
        Cost converged = Cost.median(() -> converge(Scenario.INLINE));
        return new Figures(
                unchanging(Scenario.EMPTY),
                converged,
                unchanged(Scenario.INLINE),
                unchanged(Scenario.MANY_INLINE),
                unchanged(Scenario.SOURCED),
                Cost.median(() -> Cost.of(contender.facts(), 0, work)),
                idle(),
                reports);
    }

    private Cost converge(Scenario scenario) throws IOException, InterruptedException {
        Scenario.clear();
        Cost cost = Cost.of(contender.run(scenario), CHANGED, work);
        scenario.expectApplied();
        return cost;
    }

    private Cost unchanged(Scenario scenario) throws IOException, InterruptedException {
        converge(scenario);
        return unchanging(scenario);
    }

    private Cost unchanging(Scenario scenario) throws IOException, InterruptedException {
        Cost.of(contender.run(scenario), UNCHANGED, work);
        return Cost.median(() -> Cost.of(contender.run(scenario), UNCHANGED, work));
    }

    /** With nothing to do for a while after its first run. */
    private long idle() throws IOException, InterruptedException {
        try (Daemon daemon = contender.daemon(Scenario.SMALL, AT_REST)) {
            daemon.awaitRuns(1);
            Thread.sleep(SETTLED);
            return daemon.resident();
        }
    }
}
