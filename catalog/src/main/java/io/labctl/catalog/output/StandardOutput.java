package io.labctl.catalog.output;

import io.labctl.catalog.file.FileTrouble;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A program's data in UTF-8. Unlike {@link System#out} it knows why it could not be written, so
 * that a full disk is told and the reader of a pipe may leave when he has read enough.
 */
public final class StandardOutput extends PrintWriter {
    /** inode(7): the bits of a mode that say what a file is. */
    private static final int FILE_TYPE = 0170000;

    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private final UntilFault stream;
    private final BooleanSupplier pipe;

    /**
     * Writes to a stream.
     *
     * @param pipe whether somebody reads at its other end, who may leave
     */
    public StandardOutput(OutputStream out, BooleanSupplier pipe) {
        this(new UntilFault(out), pipe);
    }

    private StandardOutput(UntilFault stream, BooleanSupplier pipe) {
        super(stream, false, StandardCharsets.UTF_8);
        this.stream = stream;
        this.pipe = pipe;
    }

    public static StandardOutput ofThisProcess() {
        return new StandardOutput(
                new FileOutputStream(FileDescriptor.out), StandardOutput::isPipeOrSocket);
    }

    /** Writes out what waits and says whether more can be written. */
    public boolean takesMore() {
        flush();
        return stream.fault().isEmpty();
    }

    /** Writes bytes as they are, and at once; answers whether they were taken. */
    public boolean pass(byte[] bytes) {
        flush();
        try {
            stream.write(bytes, 0, bytes.length);
            return true;
        } catch (IOException e) {
            return false; // which is remembered as the fault
        }
    }

    /** Why not everything arrived; that the reader of a pipe left is no fault. */
    public Optional<String> fault() {
        flush();
        return stream.fault().filter(_ -> !pipe.getAsBoolean()).map(FileTrouble::reason);
    }

    /**
     * The only way in which writing to these fails is that nobody reads any more. The error's own
     * words cannot be asked: they are in the person's language.
     */
    private static boolean isPipeOrSocket() {
        try {
            int mode = (int) Files.getAttribute(Path.of("/dev/fd/1"), "unix:mode") & FILE_TYPE;
            return mode == PIPE || mode == SOCKET;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
