package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunNote;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run of one node's agent, judged by the report that arrived at labd. */
record Cycle(Report report) {
    private static final String AGENT = "lab-agent: ";
    private static final String BUSY = AGENT + "another run is going on";
    private static final String DISABLED = AGENT + "runs are disabled";
    private static final Duration OTHER_RUN = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    /**
     * Takes a node through a run.
     *
     * @param before the newest report before this run; null when there was none
     */
    static Cycle run(
            NodeAgent agent, Fleet fleet, String node, @Nullable UUID before, Timekeeper time) {
        Commands.Finished finished = inItsTurn(agent, time);
        refuseNoRun(node, finished);
        Report report = fleet.newestReport(node);
        if (report.id().equals(before)) {
            throw new Unavailable(
                    "no report of this run of '%s' arrived; the agent said: %s"
                            .formatted(node, lastLine(finished.output())));
        }
        var cycle = new Cycle(report);
        cycle.refuseFailure(finished);
        return cycle;
    }

    /** The daemon of a node that stands already may be at a run of its own just now. */
    private static Commands.Finished inItsTurn(NodeAgent agent, Timekeeper time) {
        return time.await(
                agent::runOnce, finished -> !endedWith(finished, BUSY), OTHER_RUN, LOOK_AGAIN);
    }

    /** The newest report is of another run then, and tells nothing of why there was none. */
    static void refuseNoRun(String node, Commands.Finished finished) {
        if (endedWith(finished, BUSY) || endedWith(finished, DISABLED)) {
            throw new Conflict(
                    "no run was made on '%s': %s"
                            .formatted(
                                    node, lastLine(finished.output()).substring(AGENT.length())));
        }
    }

    /** What a run that was made says may have the same words in it, of a file for example. */
    private static boolean endedWith(Commands.Finished finished, String sentence) {
        return !finished.succeeded() && lastLine(finished.output()).startsWith(sentence);
    }

    void refuseFailure(Commands.Finished finished) {
        boolean failed =
                switch (report.outcome()) {
                    case FAILED, COMPILE_FAILED, INTERRUPTED -> true;
                    case UNCHANGED, CHANGED, CORRECTED, NOOP -> false;
                };
        if (failed || !finished.succeeded()) {
            List<String> reasons = reasons();
            throw new Conflict(
                    "the run on '%s' ended '%s':%s"
                            .formatted(
                                    report.server(),
                                    report.outcome().word(),
                                    reasons.isEmpty()
                                            ? " " + lastLine(finished.output())
                                            : lines(reasons)));
        }
    }

    /** What failed, or else what the agent warned of. */
    private List<String> reasons() {
        List<String> failed =
                report.resources().stream()
                        .filter(each -> each.outcome() == ResourceOutcome.FAILED)
                        .map(Cycle::sentence)
                        .toList();
        return failed.isEmpty() ? warnings() : failed;
    }

    private List<String> warnings() {
        return report.logs().stream()
                .filter(each -> each.level() == RunNote.Level.WARNING)
                .map(RunNote::message)
                .toList();
    }

    private static String lines(List<String> reasons) {
        return reasons.size() == 1
                ? " " + reasons.getFirst()
                : "\n  " + String.join("\n  ", reasons);
    }

    private static String sentence(ResourceReport failed) {
        return "%s: %s".formatted(failed.id(), failed.reason());
    }

    long changes() {
        return report.count(ResourceOutcome.CHANGED) + report.count(ResourceOutcome.CORRECTED);
    }

    String summary() {
        return "%d of %d resources changed in %s"
                .formatted(
                        changes(),
                        report.resources().size(),
                        Story.span(Duration.ofMillis(report.durationMs())));
    }

    private static String lastLine(String output) {
        return output.strip().lines().reduce((_, last) -> last).orElse("nothing");
    }
}
