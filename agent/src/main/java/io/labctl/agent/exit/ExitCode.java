package io.labctl.agent.exit;

/** What every command of lab-agent tells to scripts. */
public final class ExitCode {
    public static final int OK = 0;

    /** It could not be done. */
    public static final int FAILED = 1;

    /** What it is about is not there: the fact, the identity. */
    public static final int NOT_THERE = 3;

    private ExitCode() {}
}
