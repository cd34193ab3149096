package io.labctl.cli.exec;

/** How labctl is told to stop: by Ctrl-C or a signal. */
@FunctionalInterface
public interface Interrupts {
    /**
     * Until it is closed, this is asked instead of the process being ended; the process then ends
     * when the command has, with its exit code.
     */
    Listening listen(Runnable asked);

    /** Somebody who is asked. */
    @FunctionalInterface
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
