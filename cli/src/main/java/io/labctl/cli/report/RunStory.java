package io.labctl.cli.report;

import io.labctl.catalog.name.Visible;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.cli.print.Colour;
import io.labctl.cli.print.Console;
import io.labctl.cli.time.Spans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run told as {@code puppet agent -t} tells it: every change with its diff, then a summary. */
final class RunStory {
    private final Report report;
    private final Console console;

    RunStory(Report report, Console console) {
        this.report = report;
        this.console = console;
    }

    void print() {
        info(
                "run %s of server/%s, started %s%s"
                        .formatted(
                                report.id(),
                                report.server(),
                                report.startedAt(),
                                report.noop() ? ", no-op" : ""));
        info("catalog %s".formatted(Objects.requireNonNullElse(report.catalog(), "<none>")));
        report.logs().forEach(log -> info(Visible.of(log)));
        report.resources().forEach(this::resource);
        notice(summary());
    }

    private void resource(ResourceReport resource) {
        String id = Visible.of(resource.id().toString());
        switch (resource.outcome()) {
            case UNCHANGED -> {}
            case CHANGED -> changes(id, resource, "");
            case CORRECTED -> changes(id, resource, " (corrective)");
            case WOULD_CHANGE -> changes(id, resource, " (no-op)");
            case FAILED -> {
                changes(id, resource, "");
                error("%s: %s".formatted(id, reason(resource)));
            }
            case SKIPPED -> warning("%s: skipped: %s".formatted(id, reason(resource)));
        }
    }

    private void changes(String id, ResourceReport resource, String kind) {
        for (Change change : resource.changes()) {
            String place = "%s/%s".formatted(id, Visible.of(change.property()));
            String diff = change.diff();
            if (diff == null) {
                notice(
                        "%s: '%s' to '%s'%s"
                                .formatted(place, shown(change.from()), shown(change.to()), kind));
            } else {
                notice("%s: text changed%s".formatted(place, kind));
                diff.lines().map(Visible::of).map(this::diffLine).forEach(console::line);
            }
        }
        if (resource.changes().isEmpty() && resource.outcome() != ResourceOutcome.FAILED) {
            notice("%s: %s".formatted(id, resource.outcome().word()));
        }
    }

    private String diffLine(String line) {
        if (line.startsWith("@@")) {
            return console.coloured(Colour.CYAN, line);
        }
        if (line.startsWith("+")) {
            return console.coloured(Colour.GREEN, line);
        }
        return line.startsWith("-") ? console.coloured(Colour.RED, line) : line;
    }

    private String summary() {
        var counts = new ArrayList<String>();
        for (ResourceOutcome outcome : ResourceOutcome.values()) {
            long count = report.count(outcome);
            if (count > 0) {
                counts.add("%d %s".formatted(count, outcome.word()));
            }
        }
        return "%s in %s: %s"
                .formatted(
                        report.outcome().word(),
                        Spans.precise(Duration.ofMillis(report.durationMs())),
                        counts.isEmpty() ? "no resources" : String.join(", ", counts));
    }

    private static String shown(@Nullable String value) {
        return value == null ? "<none>" : Visible.of(value);
    }

    private static String reason(ResourceReport resource) {
        return Objects.requireNonNullElse(resource.reason(), "no reason given")
                .lines()
                .map(Visible::of)
                .collect(Collectors.joining("\n  "));
    }

    private void info(String text) {
        console.line(console.coloured(Colour.GREEN, "Info: " + text));
    }

    private void notice(String text) {
        console.line("Notice: " + text);
    }

    private void warning(String text) {
        console.line(console.coloured(Colour.YELLOW, "Warning: " + text));
    }

    private void error(String text) {
        console.line(console.coloured(Colour.RED, "Error: " + text));
    }
}
