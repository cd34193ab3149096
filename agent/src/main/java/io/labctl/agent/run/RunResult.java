package io.labctl.agent.run;

import io.labctl.agent.disable.Disabled;
import io.labctl.agent.lock.RunLock;
import io.labctl.catalog.report.Report;

/** Whether there was a run. */
public sealed interface RunResult {
    record Finished(Report report) implements RunResult {}

    /** The agent was told to stop before it had a catalog; there is nothing to report. */
    record Stopped() implements RunResult {}

    /** A person lets no run be made. */
    record NotAllowed(Disabled why) implements RunResult {}

    /** There is nothing with one of the wanted tags; nothing was applied. */
    record NoSuchTag(String sentence) implements RunResult {}

    record Busy(RunLock.HeldBy holder) implements RunResult {}
}
