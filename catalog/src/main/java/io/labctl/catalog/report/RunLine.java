package io.labctl.catalog.report;

import io.labctl.catalog.name.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of what a run is told in: on the machine while it runs, and afterwards to who asks labd.
 * All that machines brought in is fit for a terminal.
 *
 * @param text without colours; a reason of several lines has its further ones indented
 */
public record RunLine(Kind kind, String text) {
    private static final String INDENT = "    ";
    private static final int MOST_SHOWN = 400;
    private static final String NOOP = " (no-op)";

    /** What a line is, which decides its colour. */
    public enum Kind {
        NOTICE,
        WARNING,
        ERROR,
        SUMMARY,
        DIFF,
        DIFF_PLACE,
        DIFF_ADDED,
        DIFF_REMOVED
    }

    /**
     * A notice for each change with its diff below it, and why it failed or was not tried.
     *
     * @param noop whether a no-op run reports it: then what failed has changed nothing either
     */
    public static List<RunLine> of(ResourceReport resource, boolean noop) {
        return switch (resource.outcome()) {
            case UNCHANGED -> List.of();
            case CHANGED -> changes(resource, "");
            case CORRECTED -> changes(resource, " (corrective)");
            case WOULD_CHANGE -> changes(resource, NOOP);
            case FAILED -> {
                var lines = changes(resource, noop ? NOOP : "");
                lines.add(error("%s: %s".formatted(name(resource), reason(resource))));
                yield lines;
            }
            case SKIPPED ->
                    List.of(warning("%s skipped: %s".formatted(name(resource), reason(resource))));
        };
    }

    /** What a run had to say besides its resources. */
    public static RunLine of(RunNote note) {
        return switch (note.level()) {
            case NOTICE -> notice(visible(note.message()));
            case WARNING -> warning(note.message());
        };
    }

    private static RunLine warning(String sentence) {
        return new RunLine(Kind.WARNING, "Warning: " + visible(sentence));
    }

    /** Why there was no run. */
    public static RunLine notMade(String reason) {
        return error(visible(reason));
    }

    private static RunLine error(String sentence) {
        return new RunLine(Kind.ERROR, "Error: " + sentence);
    }

    /** How the whole run ended, how long it took, and how many resources ended how. */
    public static RunLine summary(RunTotals run) {
        String sentence =
                "%s (%s) in %s seconds: %s"
                        .formatted(
                                applied(run),
                                run.outcome().word(),
                                String.format(Locale.ROOT, "%.2f", run.durationMs() / 1000.0),
                                counts(run));
        return switch (run.outcome()) {
            case FAILED, COMPILE_FAILED, INTERRUPTED -> error(sentence);
            case UNCHANGED, CHANGED, CORRECTED, NOOP ->
                    new RunLine(Kind.SUMMARY, "Notice: " + sentence);
        };
    }

    private static String applied(RunTotals run) {
        if (run.catalog() == null) {
            return "Run ended without a catalog";
        }
        if (run.module() != null) {
            return "Applied only module " + Visible.of(run.module());
        }
        return run.tags() == null
                ? "Applied catalog"
                : "Applied only %s of the catalog"
                        .formatted(Visible.of(String.join(", ", run.tags())));
    }

    private static String counts(RunTotals run) {
        return Stream.of(ResourceOutcome.values())
                .filter(each -> each == ResourceOutcome.UNCHANGED || run.count(each) > 0)
                .map(each -> "%d %s".formatted(run.count(each), each.word()))
                .collect(Collectors.joining(", "));
    }

    private static List<RunLine> changes(ResourceReport resource, String kind) {
        var lines = new ArrayList<RunLine>();
        for (Change change : resource.changes()) {
            lines.add(notice("%s: %s%s".formatted(name(resource), words(change), kind)));
            if (change.diff() != null) {
                change.diff().lines().map(RunLine::diff).forEach(lines::add);
            }
        }
        if (lines.isEmpty() && resource.outcome() != ResourceOutcome.FAILED) {
            lines.add(notice("%s: %s".formatted(name(resource), resource.outcome().word())));
        }
        return lines;
    }

    private static RunLine notice(String sentence) {
        return new RunLine(Kind.NOTICE, "Notice: " + sentence);
    }

    private static String words(Change change) {
        String property = change.property();
        if (change.diff() != null) {
            return Visible.of(property + " changed");
        }
        if (change.from() == null) {
            return Visible.of("%s set to %s".formatted(property, quoted(change.to())));
        }
        return Visible.of(
                change.to() == null
                        ? "%s %s removed".formatted(property, quoted(change.from()))
                        : "%s changed %s to %s"
                                .formatted(property, quoted(change.from()), quoted(change.to())));
    }

    /** A long one, such as a line of a file, is cut: the report has all of it. */
    private static String quoted(@Nullable String value) {
        String whole = String.valueOf(value);
        return whole.length() <= MOST_SHOWN
                ? "'%s'".formatted(whole)
                : "'%s…' (cut)"
                        .formatted(whole.substring(0, whole.offsetByCodePoints(0, MOST_SHOWN / 2)));
    }

    private static RunLine diff(String line) {
        Kind kind =
                switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                    case '@' -> Kind.DIFF_PLACE;
                    case '+' -> Kind.DIFF_ADDED;
                    case '-' -> Kind.DIFF_REMOVED;
                    default -> Kind.DIFF;
                };
        return new RunLine(kind, INDENT + Visible.of(line));
    }

    private static String name(ResourceReport resource) {
        return Visible.of(resource.id().shown());
    }

    private static String reason(ResourceReport resource) {
        return visible(Objects.requireNonNullElse(resource.reason(), "no reason given"));
    }

    private static String visible(String lines) {
        return lines.lines().map(Visible::of).collect(Collectors.joining("\n  "));
    }
}
