package io.labctl.agent.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of a file. When it is followed and another file gets its name, as logrotate(8) does it,
 * the old one is read to its end and then the new one; one that was cut off is read from its new
 * start.
 */
final class FileTail implements Tail {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final LogFile file;
    private final boolean follow;
    private final Wanted wanted = new Wanted();
    private LogFile.Open open;

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
                open.channel().position(LastLines.start(open.channel(), lines));
            }
            return new FileTail(file, open, follow);
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (wanted.after(Duration.ZERO)) {
            int count = open.channel().read(into);
            if (count > 0) {
                return count;
            }
            if (!follow) {
                break;
            }
            if (!isTurned() && !wanted.after(LOOK_EVERY)) {
                break;
            }
        }
        open.close();
        return -1;
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
        boolean isMore = channel.size() > channel.position(); // comes before what is in the new one
        LogFile.Open done = isMore ? next.get() : open;
        open = isMore ? open : next.get();
        done.close();
        return true;
    }

    @Override
    public void close() {
        wanted.end();
    }
}
