package io.labctl.cli.rehearse;

import io.labctl.cli.print.Console;
import java.time.Duration;
import java.util.Locale;

/** What a person reads while a rehearsal comes up: numbered steps, each with what came of it. */
final class Story {
    private final Console console;
    private int step;

    Story(Console console) {
        this.console = console;
    }

    void step(String title) {
        step++;
        console.line("%d  %s".formatted(step, title));
        console.out().flush();
    }

    synchronized void tell(String line) {
        console.line("     " + line);
        console.out().flush();
    }

    /** A sentence about what was asked for, beside the story. */
    void say(String sentence) {
        console.say(sentence);
    }

    /** A command that the person can type now. */
    void next(String command, String why) {
        tell("  %s %-29s  %s".formatted(console.called(), command, why));
    }

    void blank() {
        console.line("");
    }

    static String span(Duration span) {
        return span.toMillis() < 1000
                ? "%d ms".formatted(span.toMillis())
                : String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0);
    }
}
