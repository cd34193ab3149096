package io.labctl.agent.console;

import io.labctl.agent.run.RunListener;
import io.labctl.catalog.name.Visible;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run line by line, as a person follows it: a notice per change with its diff, an error per
 * failure, and a last line that sums up.
 */
public final class RunConsole implements RunListener {
    private final PrintWriter out;
    private final Paint paint;

    public RunConsole(PrintWriter out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    @Override
    public void notice(String sentence) {
        line("Notice: " + sentence);
    }

    @Override
    public void warning(String sentence) {
        line(paint.yellow("Warning: " + lines(sentence)));
    }

    @Override
    public void resource(ResourceReport resource) {
        switch (resource.outcome()) {
            case UNCHANGED -> {}
            case CHANGED -> changes(resource, "");
            case CORRECTED -> changes(resource, " (corrective)");
            case WOULD_CHANGE -> changes(resource, " (noop)");
            case FAILED -> {
                changes(resource, "");
                line(paint.red("Error: %s: %s".formatted(resource.id(), why(resource))));
            }
            case SKIPPED ->
                    line(
                            paint.yellow(
                                    "Warning: %s skipped: %s"
                                            .formatted(resource.id(), why(resource))));
        }
    }

    @Override
    public void finished(Report report) {
        String counts =
                Stream.of(ResourceOutcome.values())
                        .filter(
                                outcome ->
                                        outcome == ResourceOutcome.UNCHANGED
                                                || report.count(outcome) > 0)
                        .map(outcome -> "%d %s".formatted(report.count(outcome), outcome.word()))
                        .collect(Collectors.joining(", "));
        String summary =
                "%s in %.2f seconds: %s"
                        .formatted(head(report), report.durationMs() / 1000.0, counts);
        switch (report.outcome()) {
            case FAILED, COMPILE_FAILED -> line(paint.red("Error: " + summary));
            case UNCHANGED, CHANGED, CORRECTED, NOOP -> line(paint.green("Notice: " + summary));
        }
    }

    private static String head(Report report) {
        return report.catalog() == null
                ? "Run ended without a catalog (%s)".formatted(report.outcome().word())
                : "Applied catalog (%s)".formatted(report.outcome().word());
    }

    private void changes(ResourceReport resource, String kind) {
        for (Change change : resource.changes()) {
            line("Notice: %s: %s%s".formatted(resource.id(), Visible.of(sentence(change)), kind));
            if (change.diff() != null) {
                change.diff().lines().forEach(this::diff);
            }
        }
    }

    private static String sentence(Change change) {
        String property = change.property();
        if (change.diff() != null) {
            return property + " changed";
        }
        if (change.from() == null) {
            return "%s set to '%s'".formatted(property, change.to());
        }
        return change.to() == null
                ? "%s '%s' removed".formatted(property, change.from())
                : "%s changed '%s' to '%s'".formatted(property, change.from(), change.to());
    }

    private void diff(String text) {
        String line = "    " + Visible.of(text);
        if (text.startsWith("+")) {
            line(paint.green(line));
        } else if (text.startsWith("-")) {
            line(paint.red(line));
        } else {
            line(line);
        }
    }

    private static String why(ResourceReport resource) {
        @Nullable String reason = resource.reason();
        return reason == null ? "no reason given" : lines(reason);
    }

    /** What several lines say, the further ones indented. */
    private static String lines(String text) {
        return text.lines().map(Visible::of).collect(Collectors.joining("\n  "));
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
