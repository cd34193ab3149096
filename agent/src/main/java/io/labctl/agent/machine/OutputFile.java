package io.labctl.agent.machine;

import io.labctl.catalog.kernel.Handle;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * A file in memory without a name (memfd_create(2)), which is read by its end and lasts as long as
 * somebody has it open.
 */
final class OutputFile implements Closeable {
    private static final int KEPT = 1 << 20;

    private final Handle handle;

    /** Not a channel, which an interrupt of the thread would close. */
    private final RandomAccessFile content;

    private OutputFile(Handle handle, RandomAccessFile content) {
        this.handle = handle;
        this.content = content;
    }

    static OutputFile make() throws IOException {
        String name = "program-output";
        var handle = Handle.of(Libc.memoryFile(name), name);
        try {
            return new OutputFile(handle, new RandomAccessFile(handle.path().toFile(), "rw"));
        } catch (IOException | RuntimeException e) {
            handle.close();
            throw e;
        }
    }

    /** What is written is appended. */
    Redirect forPrograms() {
        return Redirect.appendTo(handle.path().toFile());
    }

    /** Gives back the memory of all but the end. */
    void tidy() throws IOException {
        long size = content.length();
        if (size > 2 * KEPT) {
            Handle.checked(Libc.emptyStart(handle.number(), size - KEPT), handle.path().toString());
        }
    }

    /** What was written last, as UTF-8. */
    String end() throws IOException {
        long size = content.length();
        var end = new byte[(int) Math.min(size, KEPT)];
        content.seek(size - end.length);
        content.readFully(end);
        return new String(end, StandardCharsets.UTF_8);
    }

    /** Gives all memory back, and lets nobody take any more: from now on writes to it fail. */
    void freeze() throws IOException {
        content.setLength(0);
        Handle.checked(Libc.growNoMore(handle.number()), handle.path().toString());
    }

    @Override
    public void close() throws IOException {
        content.close();
        handle.close();
    }
}
