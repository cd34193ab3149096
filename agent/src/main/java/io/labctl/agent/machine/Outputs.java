package io.labctl.agent.machine;

import java.io.IOException;
import java.time.Duration;

/** What one program that has been started writes, of which the end is kept. */
sealed interface Outputs permits PipedOutputs, OutputFiles {
    /** Whether the program ends within the limit, which is waited for. */
    boolean awaitEnd(Process process, Duration limit) throws IOException, InterruptedException;

    /** Its standard output so far, as UTF-8. */
    String out() throws IOException, InterruptedException;

    /** Its standard error so far, as UTF-8. */
    String err() throws IOException, InterruptedException;
}
