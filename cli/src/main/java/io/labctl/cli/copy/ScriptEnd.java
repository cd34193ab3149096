package io.labctl.cli.copy;

/**
 * How a script of ours has ended on a server.
 *
 * @param exit its exit code
 */
record ScriptEnd(int exit) {
    private static final int NOT_THERE = 3;

    /** Above it a number says which signal ended it. */
    private static final int SIGNALS = 128;

    private static final int TERM = SIGNALS + 15;

    boolean isGood() {
        return exit == 0;
    }

    /** Whether labctl ends with the same code, and nothing was copied. */
    boolean isToldAsItIs() {
        return exit == NOT_THERE || exit > SIGNALS;
    }

    /** Whether it was told to stop. */
    boolean isTerminated() {
        return exit == TERM;
    }
}
