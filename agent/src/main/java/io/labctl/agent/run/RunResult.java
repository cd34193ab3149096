package io.labctl.agent.run;

import io.labctl.agent.lock.RunLock;
import io.labctl.catalog.report.Report;

/** Whether there was a run. */
public sealed interface RunResult {
    record Finished(Report report) implements RunResult {}

    record Busy(RunLock.HeldBy holder) implements RunResult {}
}
