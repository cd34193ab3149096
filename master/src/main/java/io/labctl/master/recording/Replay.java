package io.labctl.master.recording;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.master.http.FrameSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a recording to one client, a few pieces at a time and as fast as it takes them. */
final class Replay implements FrameSink.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final Archive archive;
    private final UUID session;
    private final Cast cast;
    private final Optional<String> end;
    private final Executor threads;
    private final FrameSink sink = new FrameSink(Map.of(), this);

    private final ReentrantLock sending = new ReentrantLock();
    private final Deque<Frame> waiting = new ArrayDeque<>();
    private int next;
    private boolean complete;
    private boolean over;

    /**
     * @param end the last frame, if the recording is complete
     */
    Replay(Archive archive, UUID session, Cast cast, Optional<String> end, Executor threads) {
        this.archive = archive;
        this.session = session;
        this.cast = cast;
        this.end = end;
        this.threads = threads;
    }

    /**
     * Looks through all of it, so that nothing is shown of one that was changed, then sends it.
     *
     * @param isClosed whether its end has to be there
     * @throws Conflict when it is not what was recorded
     * @throws NotFound when nothing was
     */
    FrameSink begin(boolean isClosed) {
        check(isClosed);
        add(FrameKind.OUT, cast.head());
        threads.execute(this::send);
        return sink;
    }

    private void check(boolean isClosed) {
        int number = 0;
        boolean hasEnd = false;
        List<Piece> some = archive.pieces(session, number);
        while (!some.isEmpty()) {
            hasEnd = some.getLast().last();
            number += some.size();
            some = archive.pieces(session, number);
        }
        if (number == 0 && !isClosed) {
            throw new NotFound("nothing is recorded of session %s".formatted(session));
        }
        if (isClosed && !hasEnd) {
            throw Archive.damaged(session, "its end is missing");
        }
    }

    private void send() {
        sending.lock();
        try {
            boolean hasRoom = !over;
            while (hasRoom) {
                if (waiting.isEmpty() && !load()) {
                    over = true;
                    sink.end();
                    return;
                }
                hasRoom = sink.send(waiting.remove());
            }
        } catch (LabException | JdbiException e) {
            LOG.atWarn().addKeyValue("session", session).setCause(e).log("replay broken off");
            over = true;
            sink.cut();
        } finally {
            sending.unlock();
        }
    }

    /** False when that was all. */
    private boolean load() {
        while (waiting.isEmpty() && !complete) {
            List<Piece> some = archive.pieces(session, next);
            next += some.size();
            some.forEach(each -> add(FrameKind.OUT, cast.lines(each)));
            complete = some.isEmpty() || some.getLast().last();
            if (!some.isEmpty() && complete) {
                end.ifPresent(told -> add(FrameKind.END, told));
            }
        }
        return !waiting.isEmpty();
    }

    private void add(FrameKind kind, String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            int length = Math.min(bytes.remaining(), Frame.LARGEST);
            waiting.add(Frame.of(kind, bytes.slice(bytes.position(), length)));
            bytes.position(bytes.position() + length);
        }
    }

    @Override
    public void roomAgain() {
        threads.execute(this::send);
    }

    @Override
    public void gone(FrameSink gone) {
        threads.execute(this::stop);
    }

    private void stop() {
        sending.lock();
        try {
            over = true;
        } finally {
            sending.unlock();
        }
    }
}
