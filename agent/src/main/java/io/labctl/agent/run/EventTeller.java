package io.labctl.agent.run;

import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunEvent;
import io.labctl.catalog.report.RunNote;
import java.time.Duration;
import java.util.Optional;

/** Tells of a run what somebody afar wants to see: what is as wanted is only counted. */
final class EventTeller implements RunListener {
    private static final Duration BETWEEN_COUNTS = Duration.ofMillis(250);

    private final EventLines out;
    private final Timekeeper time;
    private Optional<Long> counted = Optional.empty();

    EventTeller(EventLines out, Timekeeper time) {
        this.out = out;
        this.time = time;
    }

    @Override
    public void note(RunNote note) {
        out.add(new RunEvent.Said(note));
    }

    @Override
    public void resource(ResourceReport resource, boolean noop) {
        if (resource.outcome() != ResourceOutcome.UNCHANGED) {
            out.add(new RunEvent.Applied(resource, noop));
        }
    }

    @Override
    public synchronized void progress(int done, int of) {
        boolean isSoon =
                counted.filter(mark -> time.since(mark).compareTo(BETWEEN_COUNTS) < 0).isPresent();
        if (!isSoon || done == of) {
            counted = Optional.of(time.mark());
            out.add(new RunEvent.Progress(done, of));
        }
    }

    /** It is told with the result, which also those get who join at the last moment. */
    @Override
    public void finished(Report report) {}
}
