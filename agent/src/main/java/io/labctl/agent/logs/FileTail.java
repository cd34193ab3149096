package io.labctl.agent.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The end of a file. When it is followed and another file gets its name, as logrotate(8) does it,
 * the new one is read behind the old one, into which its writer may put something for a while yet;
 * one that was cut off is read from its new start.
 */
final class FileTail implements Tail {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /** So long a writer takes at most to hear that its file was rotated. */
    private static final int LOOKS_AT_THE_OLD_ONE = 40;

    private final LogFile file;
    private final boolean follow;
    private final Wanted wanted = new Wanted();

    /** Held by the one who reads, and by who closes what he read. */
    private final Lock reading = new ReentrantLock();

    private LogFile.Open open;
    private LogFile.@Nullable Open old;
    private int looksAtTheOldOne;

    private FileTail(LogFile file, LogFile.Open open, boolean follow) {
        this.file = file;
        this.open = open;
        this.follow = follow;
    }

    /**
     * From so many lines before its end.
     *
     * @param lines null for all
     * @throws io.labctl.catalog.error.LabException when it is not to be read
     */
    static FileTail of(LogFile file, @Nullable Integer lines, boolean follow) throws IOException {
        LogFile.Open open = file.open();
        try {
            if (lines != null) {
                open.channel().position(LastLines.start(open.channel(), lines, file.shown()));
            }
            return new FileTail(file, open, follow);
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        reading.lock();
        try {
            while (wanted.after(Duration.ZERO)) {
                int count = there(into);
                if (count > 0) {
                    return count;
                }
                if (!follow || (!isTurned() && !waited())) {
                    break;
                }
            }
            closeAll();
            return -1;
        } catch (IOException | RuntimeException e) {
            closeAll();
            throw e;
        } finally {
            reading.unlock();
        }
    }

    private int there(ByteBuffer into) throws IOException {
        int before = old == null ? 0 : old.channel().read(into);
        return before > 0 ? before : open.channel().read(into);
    }

    /** Whether there is another place to read on at. */
    private boolean isTurned() throws IOException {
        FileChannel channel = open.channel();
        if (channel.size() < channel.position()) {
            channel.position(0);
            return true;
        }
        Optional<LogFile.Open> next = file.openUnless(open.key());
        if (next.isEmpty()) {
            return false;
        }
        closeOld();
        old = open;
        looksAtTheOldOne = LOOKS_AT_THE_OLD_ONE;
        open = next.get();
        return true;
    }

    private boolean waited() throws IOException {
        if (--looksAtTheOldOne <= 0) {
            closeOld();
        }
        return wanted.after(LOOK_EVERY);
    }

    private void closeOld() throws IOException {
        if (old != null) {
            old.close();
            old = null;
        }
    }

    private void closeAll() throws IOException {
        try (LogFile.Open _ = open) {
            closeOld();
        }
    }

    /** Waits for who reads, and is heard at once. */
    @Override
    public void close() {
        wanted.end();
        reading.lock();
        try {
            closeAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            reading.unlock();
        }
    }
}
