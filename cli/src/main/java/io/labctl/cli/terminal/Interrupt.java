package io.labctl.cli.terminal;

/** A signal that tells a program to stop, by its name without SIG. */
public enum Interrupt {
    /** Ctrl-C. */
    INT(2),
    /** As systemd and kill(1) have it. */
    TERM(15),
    /** The terminal is gone. */
    HUP(1);

    private final int number;

    Interrupt(int number) {
        this.number = number;
    }

    /** What a shell tells of a program that it ended. */
    public int exit() {
        return 128 + number;
    }
}
