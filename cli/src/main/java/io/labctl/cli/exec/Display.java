package io.labctl.cli.exec;

/** Where what a command brings is shown, and what is said about it. */
public interface Display {
    /** Bytes of its standard output; answers false when nobody takes them any more. */
    boolean out(byte[] bytes);

    /** Bytes of its standard error. */
    void err(byte[] bytes);

    /** So many bytes do not come that belong here: what follows is no continuation. */
    default void lost(long count) {}

    /** One sentence of our own. */
    void say(String sentence);

    /** Whether somebody still reads what is written to {@link #out}. */
    boolean isRead();

    /** Whether what was written there did not arrive, though somebody would have read it. */
    boolean isFaulty();
}
