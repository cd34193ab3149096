package io.labctl.agent.machine;

import io.labctl.catalog.session.TerminalSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Something within this process, where others expect a program: it reads nothing, has no terminal
 * and leaves no process behind. Nobody else holds its output, which comes to its end soon after it.
 */
public interface InnerProgram extends Program {
    @Override
    default Optional<InputStream> err() {
        return Optional.empty();
    }

    @Override
    default void write(ByteBuffer bytes) throws IOException {
        throw new IOException("it reads nothing");
    }

    @Override
    default void endInput() {}

    @Override
    default void resize(TerminalSize size) {}

    @Override
    default Optional<NotedProcess> noted() {
        return Optional.empty();
    }
}
