package io.labctl.agent.labd;

import io.labctl.catalog.work.WorkItem;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** What labd can say when it is asked for work. */
public sealed interface WorkAnswer {
    record Work(WorkItem item) implements WorkAnswer {}

    /** Something that this version of the agent does not know. */
    record NotUnderstood(UUID id, String why) implements WorkAnswer {}

    /**
     * There was none for as long as labd would wait.
     *
     * @param comeBackIn when labd wants to be asked again; empty for at once
     */
    record Nothing(Optional<Duration> comeBackIn) implements WorkAnswer {}

    /**
     * labd is away or busy, or wants nothing to do with this machine, or what answers is not labd.
     */
    record NotToBeHad(String reason, Optional<Duration> comeBackIn) implements WorkAnswer {}
}
