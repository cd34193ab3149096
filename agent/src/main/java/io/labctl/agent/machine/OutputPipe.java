package io.labctl.agent.machine;

import static java.util.Objects.requireNonNull;

import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.kernel.Handle;
import java.io.Closeable;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipe for what a program writes. Daemons that it starts may go on writing there when the program
 * has ended, and when the agent has, which would hold them up or kill them (SIGPIPE) if nobody read
 * it. So a cat(1) does, until the last of them has ended. It keeps nothing. Java's own pipes cannot
 * be given up so: a thread that reads there waits for the last daemon's end. Used by one thread,
 * and another that reads.
 */
final class OutputPipe implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(OutputPipe.class);

    private final Handle reading;
    private final FileChannel content;
    private @Nullable Handle writing;

    /** Whether somebody has to go on reading; nobody has to once all who write have ended. */
    private volatile boolean isOwed;

    private OutputPipe(Handle reading, Handle writing, FileChannel content) {
        this.reading = reading;
        this.writing = writing;
        this.content = content;
    }

    static OutputPipe make() throws IOException {
        KernelPipe pipe = KernelPipe.open();
        try {
            // A program that runs as another user may open its /dev/stderr.
            Files.setPosixFilePermissions(
                    pipe.writing().path(), PosixFilePermissions.fromString("rw--w--w-"));
            // A reader of a channel, and of no other stream, is woken when it is closed.
            FileChannel content = FileChannel.open(pipe.reading().path());
            return new OutputPipe(pipe.reading(), pipe.writing(), content);
        } catch (IOException | RuntimeException e) {
            pipe.writing().close();
            pipe.reading().close();
            throw e;
        }
    }

    /** Where a program that is to be started writes. */
    Redirect forProgram() {
        return Redirect.to(requireNonNull(writing).path().toFile());
    }

    /** Keeps the end of what is written, from when the program has been started. */
    OutputTail read() {
        return OutputTail.of(written());
    }

    /** What is written, for one reader, from when the program has been started. */
    InputStream written() {
        closeWriting();
        isOwed = true;
        return new FilterInputStream(Channels.newInputStream(content)) {
            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                int count = super.read(into, from, most);
                if (count < 0) {
                    isOwed = false;
                }
                return count;
            }
        };
    }

    /** The pipe has no end for as long as the agent itself could write there. */
    private void closeWriting() {
        if (writing != null) {
            writing.close();
            writing = null;
        }
    }

    /** Reads no more. */
    @Override
    public void close() throws IOException {
        closeWriting();
        try (reading;
                content) {
            if (isOwed) {
                startDrain();
            }
        }
    }

    /** It is in a session of its own and no child of the agent, which would have to wait for it. */
    private void startDrain() {
        var builder = new ProcessBuilder(List.of("setsid", "--fork", "--", "cat"));
        builder.environment().clear();
        builder.directory(new File("/"))
                .redirectInput(reading.path().toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        try {
            builder.start();
        } catch (IOException e) { // the program itself has done what it was started for
            LOG.atWarn()
                    .addKeyValue("reason", FileTrouble.sentence(e))
                    .log("nobody reads what a daemon writes, which may end it");
        }
    }
}
