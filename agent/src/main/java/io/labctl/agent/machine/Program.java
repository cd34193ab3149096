package io.labctl.agent.machine;

import io.labctl.catalog.session.TerminalSize;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What others talk with while it runs. Closing it gives it up: it ends nothing, and what was left
 * goes on.
 */
public interface Program extends Closeable {
    /** Its standard output, for one reader. */
    InputStream out();

    /** Its standard error, for one reader; empty when that is the same as its output. */
    Optional<InputStream> err();

    /**
     * Gives it something to read; waits until there is room for that.
     *
     * @throws IOException when nobody reads there any more
     */
    void write(ByteBuffer bytes) throws IOException;

    /** There is no more to read; also wakes who waits for room. */
    void endInput();

    /** Its terminal is as large now, if it has one. */
    void resize(TerminalSize size);

    /**
     * Ends with its exit code; 128 and the signal's number when a signal ended it. What is within
     * this process may end with why it could not go on: a {@code LabException} or {@link
     * IOException}.
     */
    CompletableFuture<Integer> exit();

    /** For who must know it later; empty when it leaves no process behind. */
    Optional<NotedProcess> noted();

    /** As a terminal's keys send it, as long as it runs. */
    void signal(Signal signal);

    /** Asks it to end. */
    void askToEnd();

    /** Ends it with all that it has begun. */
    void kill();

    @Override
    void close();
}
