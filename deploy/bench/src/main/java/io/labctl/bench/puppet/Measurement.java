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
        Cost.of(contender.run(scenario), UNCHANGED, work);
        return Cost.median(() -> Cost.of(contender.run(scenario), UNCHANGED, work));
    }

    /** With nothing to do after its first run. */
    private long idle() throws IOException, InterruptedException {
        try (Daemon daemon = contender.daemon(Scenario.SMALL)) {
            daemon.awaitRuns(1);
            return daemon.resident();
        }
    }
}
