package io.labctl.cli.report;

import io.labctl.catalog.api.ReportSummary;
import io.labctl.cli.print.Table;
import io.labctl.cli.time.Moments;
import io.labctl.cli.time.Spans;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs as rows. */
final class ReportTable {
    private static final List<String> HEADS =
            List.of(
                    "NAME",
                    "SERVER",
                    "AGE",
                    "OUTCOME",
                    "CHANGED",
                    "CORRECTED",
                    "FAILED",
                    "WOULD-CHANGE");
    private static final List<String> WIDE =
            List.of("SKIPPED", "TOTAL", "DURATION", "STARTED", "CATALOG");

    private final boolean wide;
    private final Clock clock;

    ReportTable(boolean wide, Clock clock) {
        this.wide = wide;
        this.clock = clock;
    }

    List<String> lines(List<ReportSummary> runs) {
        var heads = new ArrayList<>(HEADS);
        if (wide) {
            heads.addAll(WIDE);
        }
        var table = new Table(heads);
        runs.forEach(run -> table.row(row(run)));
        return table.lines();
    }

    private List<String> row(ReportSummary run) {
        var cells = new ArrayList<String>();
        cells.add(run.id().toString());
        cells.add(run.server().value());
        cells.add(Moments.age(run.startedAt(), clock));
        cells.add(run.outcome().word());
        cells.add(Long.toString(run.changed()));
        cells.add(Long.toString(run.corrected()));
        cells.add(Long.toString(run.failed()));
        cells.add(Optional.ofNullable(run.wouldChange()).map(String::valueOf).orElse(""));
        if (wide) {
            cells.add(Long.toString(run.skipped()));
            cells.add(Long.toString(run.total()));
            cells.add(Spans.precise(Duration.ofMillis(run.durationMs())));
            cells.add(run.startedAt().toString());
            cells.add(Optional.ofNullable(run.catalog()).orElse(""));
        }
        return cells;
    }
}
