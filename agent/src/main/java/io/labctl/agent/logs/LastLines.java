package io.labctl.agent.logs;

import io.labctl.catalog.error.Conflict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Where the last lines of a file begin. */
final class LastLines {
    private static final int BLOCK = 64 * 1024;

    /** Further back nothing is looked for: some files are mostly holes, and have no lines. */
    private static final long FURTHEST = 64L * 1024 * 1024;

    private LastLines() {}

    /**
     * The place of the first of so many; a last one without its end counts too.
     *
     * @param name how messages call the file
     * @throws Conflict when they reach back too far
     */
    static long start(FileChannel file, int lines, String name) throws IOException {
        long end = file.size();
        if (lines == 0) {
            return end;
        }
        var block = ByteBuffer.allocate(BLOCK);
        int ends = 0;
        long from = end;
        while (from > 0) {
            if (end - from >= FURTHEST) {
                throw new Conflict(
                        "the last 64 MiB of '%s' have fewer than %d lines: ask for fewer, or for all"
                                .formatted(name, lines));
            }
            long to = from;
            from = Math.max(0, to - BLOCK);
            block.clear().limit((int) (to - from));
            read(file, block, from);
            for (int at = block.limit() - 1; at >= 0; at--) {
                boolean isEnd = block.get(at) == '\n' && from + at < end - 1;
                if (isEnd && ++ends == lines) {
                    return from + at + 1;
                }
            }
        }
        return 0;
    }

    private static void read(FileChannel file, ByteBuffer block, long from) throws IOException {
        while (block.hasRemaining() && file.read(block, from + block.position()) >= 0) {
            // until it is full, or the file was cut off meanwhile
        }
        block.flip();
    }
}
