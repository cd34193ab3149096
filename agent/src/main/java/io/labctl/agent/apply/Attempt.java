package io.labctl.agent.apply;

import io.labctl.agent.machine.MonotonicTime;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.ResourceId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries something with a resource; whatever goes wrong is a failed resource, never a failed run.
 */
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final MonotonicTime time;

    Attempt(MonotonicTime time) {
        this.time = time;
    }

    /** How it went. */
    record Done(ResourceOutcome outcome, List<Change> changes) {
        Done {
            changes = List.copyOf(changes);
        }
    }

    /** What is tried. */
    interface Act {
        Done act() throws IOException;
    }

    ResourceReport at(ResourceId id, Act act) {
        Duration start = time.now();
        try {
            Done done = act.act();
            return new ResourceReport(id, done.outcome(), millisSince(start), done.changes(), null);
        } catch (IOException | RuntimeException e) {
            if (!Sentence.isExpected(e)) {
                LOG.atError().addKeyValue("resource", id).setCause(e).log("unexpected failure");
            }
            return new ResourceReport(
                    id, ResourceOutcome.FAILED, millisSince(start), List.of(), Sentence.of(e));
        }
    }

    private long millisSince(Duration start) {
        return time.now().minus(start).toMillis();
    }
}
