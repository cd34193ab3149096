package io.labctl.cli.copy;

import io.labctl.cli.print.Console;
import java.util.concurrent.atomic.AtomicInteger;

/** What is said while things are copied, each a line of its own. For many threads. */
final class Remarks {
    private final Console console;
    private final Progress progress;
    private final AtomicInteger faults = new AtomicInteger();

    Remarks(Console console, Progress progress) {
        this.console = console;
        this.progress = progress;
    }

    /** What was not copied, or not well. */
    void fault(String sentence) {
        faults.incrementAndGet();
        say("labctl: " + sentence);
    }

    void say(String sentence) {
        progress.above(() -> console.say(sentence));
    }

    boolean hasFaults() {
        return faults.get() > 0;
    }
}
