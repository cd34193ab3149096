package io.labctl.agent.machine;

import static java.util.Objects.requireNonNull;

import io.labctl.catalog.kernel.Handle;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A pipe for what a program reads. Java's own cannot be given up: a thread that writes there waits
 * until the program, or a daemon that it left, reads. Written by one thread, closed by any.
 */
final class InputPipe implements Closeable {
    private final FileChannel content;
    private @Nullable Handle reading;

    private InputPipe(Handle reading, FileChannel content) {
        this.reading = reading;
        this.content = content;
    }

    static InputPipe make() throws IOException {
        KernelPipe pipe = KernelPipe.open();
        try (Handle writing = pipe.writing()) {
            // A program that runs as another user may open its /dev/stdin.
            Files.setPosixFilePermissions(
                    pipe.reading().path(), PosixFilePermissions.fromString("rw-r--r--"));
            // A writer of a channel, and of no other stream, is woken when it is closed.
            return new InputPipe(
                    pipe.reading(), FileChannel.open(writing.path(), StandardOpenOption.WRITE));
        } catch (IOException | RuntimeException e) {
            pipe.reading().close();
            throw e;
        }
    }

    /** Where a program that is to be started reads. */
    Redirect forProgram() {
        return Redirect.from(requireNonNull(reading).path().toFile());
    }

    /** The program has its own end: once that is closed, nobody reads any more. */
    void started() {
        if (reading != null) {
            reading.close();
            reading = null;
        }
    }

    /** Waits until it has room for all of it. */
    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            content.write(bytes);
        }
    }

    /** The program's input ends here; who waits in a write is woken, also by another thread. */
    @Override
    public void close() throws IOException {
        started();
        content.close();
    }
}
