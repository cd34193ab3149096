package io.labctl.cli.report;

import io.labctl.catalog.name.Visible;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunLine;
import io.labctl.catalog.report.RunTotals;
import io.labctl.cli.print.Colour;
import io.labctl.cli.print.Console;
import io.labctl.cli.print.RunColours;
import java.util.Objects;

/** One run told as the agent told it on its machine, with what it was before it. */
final class RunStory {
    private final Report report;
    private final Console console;

    RunStory(Report report, Console console) {
        this.report = report;
        this.console = console;
    }

    void print() {
        info(
                "run %s of server/%s, started %s%s%s"
                        .formatted(
                                report.id(),
                                report.server(),
                                report.startedAt(),
                                report.noop() ? ", no-op" : "",
                                part()));
        info("catalog %s".formatted(Objects.requireNonNullElse(report.catalog(), "<none>")));
        report.logs().forEach(note -> show(RunLine.of(note)));
        report.resources().forEach(each -> RunLine.of(each, report.noop()).forEach(this::show));
        show(RunLine.summary(RunTotals.of(report)));
    }

    private String part() {
        if (report.module() != null) {
            return ", only module " + Visible.of(report.module());
        }
        return report.tags() == null
                ? ""
                : ", only " + Visible.of(String.join(", ", report.tags()));
    }

    private void show(RunLine line) {
        console.line(new RunColours(console).of(line));
    }

    private void info(String text) {
        console.line(console.coloured(Colour.GREEN, "Info: " + text));
    }
}
