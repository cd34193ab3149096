package io.labctl.agent.machine;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.time.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a program ended.
 *
 * @param exit its exit code; 128 and the signal's number when a signal ended it
 * @param out the end of its standard output, as UTF-8
 * @param err the end of its standard error, as UTF-8
 * @param timedOut whether it was killed at its limit
 * @param isText whether what is kept of its standard output is UTF-8 throughout
 */
public record Finished(int exit, String out, String err, boolean timedOut, boolean isText) {
    /** What setsid(1), setpriv(1) and sh(1) exit with for a program that cannot be started. */
    private static final Set<Integer> NOT_STARTED = Set.of(126, 127);

    /** What Java adds to a signal's number. */
    private static final int SIGNALLED = 128;

    /** The last that has a name of its own; those after it are real-time signals. */
    private static final int LAST_SIGNAL = 31;

    private static final int SHOWN_LINES = 5;
    private static final int SHOWN_CHARS = 1000;

    /** One that wrote text. */
    public Finished(int exit, String out, String err, boolean timedOut) {
        this(exit, out, err, timedOut, true);
    }

    public boolean ok() {
        return exit == 0 && !timedOut;
    }

    String orThrow(Command command) {
        if (!ok()) {
            throw new Unavailable(reason(command));
        }
        return out;
    }

    /**
     * Why it counts as failed: that its program cannot be started, or how it ended, with the last
     * lines that it wrote.
     */
    public String reason(Command command) {
        return reason(command.argv().getFirst(), command);
    }

    /** The same under another name, where its own has been said already. */
    public String reason(String program, Command command) {
        Optional<String> trouble =
                !timedOut && NOT_STARTED.contains(exit) ? command.trouble() : Optional.empty();
        return trouble.orElseGet(() -> reason(program, command.limit()));
    }

    /**
     * The same with the last lines of its standard output also where there are some of its standard
     * error: for programs that nobody here knows.
     */
    public String wholeReason(Command command) {
        String reason = reason(command);
        return err.isBlank() || out.isBlank()
                ? reason
                : "%s (on standard output: %s)".formatted(reason, lastLines(out));
    }

    /**
     * The same with the last line of its standard error alone: for a program whose standard output
     * may hold secrets. What would act on a terminal is shown as its code.
     */
    public String reasonWithoutOutput(String program, Command command) {
        String line =
                err.lines()
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .reduce("", (_, last) -> last);
        return new Finished(exit, "", Printable.whole(line), timedOut).reason(program, command);
    }

    private String reason(String program, Duration limit) {
        String how =
                timedOut
                        ? "%s was stopped after %s".formatted(program, Span.of(limit))
                        : "%s %s".formatted(program, end());
        String lines = lastLines(err.isBlank() ? out : err);
        return lines.isEmpty() ? how : "%s: %s".formatted(how, lines);
    }

    /** A program may exit with such a number by itself, as a shell does for one that it started. */
    private String end() {
        return exit > SIGNALLED && exit <= SIGNALLED + LAST_SIGNAL
                ? "was killed by signal %d (or exited %d)".formatted(exit - SIGNALLED, exit)
                : "exited %d".formatted(exit);
    }

    private static String lastLines(String all) {
        List<String> lines =
                all.lines().map(String::strip).filter(each -> !each.isEmpty()).toList();
        String last =
                String.join(
                        "; ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        return last.length() > SHOWN_CHARS
                ? "…" + last.substring(last.length() - SHOWN_CHARS)
                : last;
    }
}
