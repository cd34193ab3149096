package io.labctl.agent.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What is read from a place on, and may grow meanwhile. For one reader. */
interface Tail extends Closeable {
    /**
     * Reads more, and waits for it where it may still come.
     *
     * @return how many bytes; -1 at the end
     */
    int read(ByteBuffer into) throws IOException;

    /** It is not wanted any more: whoever reads comes to the end. */
    @Override
    void close();
}
