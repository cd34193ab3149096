package io.labctl.agent.replaced;

import io.labctl.agent.machine.HeldEntry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that gets another content where it stands, not another file in its place. */
record StandingFile(Path place) {
    private static final int BUFFER = 1 << 16; // bytes

    /**
     * Gives it another content, safe on disk in the end. What it grows by is written first, so that
     * a full disk leaves it as it was. A thread that is interrupted meanwhile still ends the work.
     */
    void become(Path content) throws IOException {
        try (var from = new RandomAccessFile(content.toFile(), "r");
                var to = new RandomAccessFile(place.toFile(), "rw")) {
            long stood = to.length();
            grow(from, to, stood);
            copy(from, to, 0, Math.min(stood, from.length()));
            to.setLength(from.length());
            to.getFD().sync();
        }
    }

    private static void grow(RandomAccessFile from, RandomAccessFile to, long stood)
            throws IOException {
        try {
            copy(from, to, stood, from.length());
            to.getFD().sync(); // some file systems look only now whether there is room
        } catch (IOException e) {
            to.setLength(stood);
            throw e;
        }
    }

    private static void copy(RandomAccessFile from, RandomAccessFile to, long start, long end)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        from.seek(start);
        to.seek(start);
        for (long left = end - start; left > 0; ) {
            int part = (int) Math.min(left, BUFFER);
            from.readFully(buffer, 0, part);
            to.write(buffer, 0, part);
            left -= part;
        }
    }

    /** Whether it can be like this because {@link #become} was cut, anywhere. */
    boolean isBetween(Path before, Path after) throws IOException {
        try (HeldEntry held = HeldEntry.of(place);
                InputStream found = new BufferedInputStream(held.content(), BUFFER);
                InputStream old = new BufferedInputStream(Files.newInputStream(before), BUFFER);
                InputStream wanted = new BufferedInputStream(Files.newInputStream(after), BUFFER)) {
            return isBetween(found, old, wanted);
        }
    }

    /** At each place is what one of the two has there; of both the end, too. */
    private static boolean isBetween(InputStream found, InputStream old, InputStream wanted)
            throws IOException {
        while (true) {
            int here = found.read();
            int before = old.read();
            int after = wanted.read();
            boolean isUnwritten = here == 0 && before < 0 && after >= 0; // by a power cut
            if (here != before && here != after && !isUnwritten) {
                return false;
            }
            if (here < 0) {
                return true;
            }
        }
    }
}
