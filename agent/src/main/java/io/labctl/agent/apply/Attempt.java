package io.labctl.agent.apply;

import io.labctl.agent.machine.MonotonicTime;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.ResourceId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries something with a resource; whatever goes wrong is a failed resource, never a failed run.
 */
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final MonotonicTime time;
    private final Limit limit;

    Attempt(MonotonicTime time, Limit limit) {
        this.time = time;
        this.limit = limit;
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

    /**
     * Does what is no resource's turn.
     *
     * @return that it was ended, when it took too long
     */
    Optional<String> beforehand(Runnable act) {
        limit.beginPart();
        boolean wasEnded;
        try {
            act.run();
        } finally {
            wasEnded = limit.end();
        }
        return wasEnded ? Optional.of(limit.sentenceOfPart()) : Optional.empty();
    }

    /** Something that may be so or not, or that cannot be found out. */
    interface Question {
        boolean holds() throws IOException;
    }

    /** Whether it is known to be so of one that failed; why it failed is told already. */
    boolean holds(ResourceId id, Question question) {
        limit.begin();
        try {
            return question.holds();
        } catch (IOException | RuntimeException e) {
            logUnexpected(id, e);
            return false;
        } finally {
            limit.end();
        }
    }

    ResourceReport at(ResourceId id, Act act) {
        Duration start = time.now();
        limit.begin();
        try {
            Done done = act.act();
            limit.end();
            return new ResourceReport(id, done.outcome(), millisSince(start), done.changes(), null);
        } catch (IOException | RuntimeException e) {
            String reason = limit.end() ? outOfTime(id, e) : Sentence.of(e, id);
            logUnexpected(id, e);
            return failed(id, millisSince(start), reason);
        }
    }

    private static void logUnexpected(ResourceId id, Exception e) {
        if (!Sentence.isExpected(e)) {
            LOG.atError().addKeyValue("resource", id).setCause(e).log("unexpected failure");
        }
    }

    /** With what it was about just then, if that is known. */
    private String outOfTime(ResourceId id, Exception e) {
        return Sentence.isOfAnInterrupt(e)
                ? limit.sentence()
                : "%s: %s".formatted(limit.sentence(), Sentence.of(e, id));
    }

    private static ResourceReport failed(ResourceId id, long durationMs, String reason) {
        return new ResourceReport(id, ResourceOutcome.FAILED, durationMs, List.of(), reason);
    }

    private long millisSince(Duration start) {
        return time.now().minus(start).toMillis();
    }
}
