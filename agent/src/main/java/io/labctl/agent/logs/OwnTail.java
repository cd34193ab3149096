package io.labctl.agent.logs;

import io.labctl.agent.log.OwnLines;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest lines of this process. */
final class OwnTail implements Tail {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final OwnLines own;
    private final boolean follow;

    /** What is told from here on is about this reading, such as that its session has begun. */
    private final long asked;

    private final Wanted wanted = new Wanted();

    /** The number of the line that comes next. */
    private long next;

    private ByteBuffer left = ByteBuffer.allocate(0);

    /**
     * From so many lines before its end.
     *
     * @param lines null for all
     */
    OwnTail(OwnLines own, @Nullable Integer lines, boolean follow) {
        this.own = own;
        this.follow = follow;
        this.asked = own.end();
        this.next = lines == null ? 0 : Math.max(0, asked - lines);
    }

    @Override
    public int read(ByteBuffer into) {
        while (!left.hasRemaining() && wanted.after(Duration.ZERO)) {
            long end = follow ? own.end() : asked;
            left = together(own.between(next, end));
            next = end;
            if (!left.hasRemaining() && (!follow || !wanted.after(LOOK_EVERY))) {
                return -1;
            }
        }
        if (!left.hasRemaining()) {
            return -1;
        }
        int count = Math.min(left.remaining(), into.remaining());
        into.put(left.slice(left.position(), count));
        left.position(left.position() + count);
        return count;
    }

    private static ByteBuffer together(List<byte[]> lines) {
        var bytes = new ByteArrayOutputStream();
        lines.forEach(bytes::writeBytes);
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    @Override
    public void close() {
        wanted.end();
    }
}
