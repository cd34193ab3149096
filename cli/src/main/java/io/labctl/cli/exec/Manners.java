package io.labctl.cli.exec;

import io.labctl.cli.terminal.Interrupt;

/** What becomes of a command when we are told to stop, or are not read. For many threads. */
interface Manners {
    /** The agent has it: from now on a signal finds a command. */
    void commandBegan();

    /** labctl was told to stop. */
    void interrupted(Interrupt by);

    /** Nobody takes the output any more. */
    void readerLeft();

    /** A person at the terminal wants out at once. */
    void escaped();
}
