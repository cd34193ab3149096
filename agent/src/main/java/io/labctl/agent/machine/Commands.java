package io.labctl.agent.machine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The door to other programs. */
public interface Commands {
    /**
     * Runs a program to its end or its limit. When this thread is interrupted, its flag is set
     * again afterwards.
     *
     * @return how it ended, whatever that was; a program that is not there exits 127
     * @throws java.io.InterruptedIOException when this thread is interrupted and the program does
     *     not end within its grace; it is killed then
     */
    Finished run(Command command) throws IOException;

    default Finished run(List<String> argv, Duration limit) throws IOException {
        return run(Command.of(argv, limit));
    }

    /**
     * Runs a program that has to succeed.
     *
     * @return what it wrote on its standard output
     * @throws io.labctl.catalog.error.Unavailable when it exits other than 0 or takes too long
     */
    default String require(Command command) throws IOException {
        return run(command).orThrow(command);
    }
}
