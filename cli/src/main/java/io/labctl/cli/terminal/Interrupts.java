package io.labctl.cli.terminal;

import java.util.function.Consumer;

/** How labctl is told to stop: by Ctrl-C or a signal. */
@FunctionalInterface
public interface Interrupts {
    /** Until it is closed, this is told of each instead of the process being ended by it. */
    Listening listen(Consumer<Interrupt> told);
}
