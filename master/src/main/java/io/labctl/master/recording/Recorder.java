package io.labctl.master.recording;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.master.recording.RecordingRepository.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records one session as far as it comes through this labd. What it has taken waits for a thread
 * that writes it; while too much waits, or it cannot be written, nothing more is to be passed on.
 *
 * <pre>
 * taken in --a second later, or when it is much--> sealed --written--> acknowledged to the agent
 * </pre>
 *
 * Safe for use by many threads.
 */
public final class Recorder {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    /** Of what waits, in bytes of frames; as much may be on its way to the database. */
    private static final int ROOM = 32 * 1024;

    /** So much is written at once. */
    private static final int MUCH = 16 * 1024;

    private final UUID session;
    private final Instant begun;
    private final UUID writer;
    private final Recordings.Ground ground;

    private final ReentrantLock writing = new ReentrantLock();
    private boolean isMine;
    private boolean complete;
    private int number;
    private @Nullable Written pending;

    private List<Event> waiting = new ArrayList<>();
    private int waitingBytes;
    private Progress taken;
    private long writtenTo;
    private boolean isBusy;
    private @Nullable Trouble trouble;
    private Runnable whenWritten = () -> {};

    /** A piece that may be in the database already: it is written once more as it is. */
    private record Written(Sealed sealed, Progress progress, boolean last) {}

    /**
     * One that has written nothing.
     *
     * @param begun from when on its time is counted
     * @param newest what others have written; null when it begins the recording
     */
    Recorder(
            UUID session,
            Instant begun,
            UUID writer,
            Archive.@Nullable Newest newest,
            Recordings.Ground ground) {
        this.session = session;
        this.begun = begun;
        this.writer = writer;
        this.ground = ground;
        this.taken = newest == null ? Progress.NONE : newest.piece().progress();
        this.number = newest == null ? 0 : newest.number() + 1;
        this.complete = newest != null && newest.piece().last();
        this.writtenTo = taken.upTo();
    }

    /** It has been taken over from whoever wrote it. */
    Recorder owned() {
        isMine = true;
        return this;
    }

    /** Is run after each time that something was written, or was not. */
    public synchronized void whenWritten(Runnable run) {
        whenWritten = run;
    }

    /** Up to where it has the output. */
    public synchronized long takenTo() {
        return taken.upTo();
    }

    /** Up to where the output is written down: only that may be forgotten by its sender. */
    public synchronized long writtenTo() {
        return writtenTo;
    }

    /** Whether more may be passed on. */
    public synchronized boolean flows() {
        return trouble == null && waitingBytes < ROOM;
    }

    public synchronized Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    /**
     * The command has written this.
     *
     * @param place where the frame begins; what was recorded before is not recorded again
     * @return false when it cannot be recorded any more
     */
    public boolean output(Frame frame, long place) {
        boolean isMuch;
        synchronized (this) {
            if (place < taken.upTo()) {
                return true;
            }
            if (complete) {
                trouble = new Trouble.Over("its recording has been closed");
                return false;
            }
            if (place > taken.upTo()) {
                add(Frame.number(FrameKind.LOST, place - taken.upTo()));
            }
            add(frame);
            long bytes = taken.bytes() + frame.content().remaining();
            taken = new Progress(place + frame.length(), taken.millis(), bytes);
            if (bytes > ground.config().mostBytes()) {
                trouble =
                        new Trouble.Over(
                                "its recording has reached %d bytes, the most that labd's sessions.recording-bytes allows"
                                        .formatted(ground.config().mostBytes()));
            }
            isMuch = waitingBytes >= MUCH;
        }
        if (isMuch) {
            writeSoon();
        }
        return true;
    }

    /** The terminal has another size. */
    public synchronized void resized(Frame size) {
        if (!complete) {
            add(size);
        }
    }

    /** Time goes on, whatever the clocks of several labds say. */
    private void add(Frame frame) {
        long now = Duration.between(begun, ground.clock().instant()).toMillis();
        taken = new Progress(taken.upTo(), Math.max(now, taken.millis()), taken.bytes());
        waiting.add(new Event(taken.millis(), frame));
        waitingBytes += frame.length();
    }

    /** Has what waits written by another thread. */
    public void writeSoon() {
        synchronized (this) {
            boolean isIdle = waiting.isEmpty() && !(trouble instanceof Trouble.Unwritten);
            if (isIdle || isBusy || trouble instanceof Trouble.Moved) {
                return;
            }
            isBusy = true;
        }
        ground.threads().execute(this::attempt);
    }

    private void attempt() {
        ground.turns().acquireUninterruptibly();
        try {
            write(false);
        } catch (LabException | JdbiException e) {
            LOG.atDebug().addKeyValue("session", session).setCause(e).log("not recorded yet");
        } finally {
            ground.turns().release();
            Runnable then;
            synchronized (this) {
                isBusy = false;
                then = whenWritten;
            }
            then.run();
        }
    }

    /**
     * Writes down all that there is, and that nothing more comes.
     *
     * @throws Conflict when another labd records it by now
     */
    public void finish() {
        write(true);
    }

    private void write(boolean toItsEnd) {
        writing.lock();
        try {
            Written next = next(toItsEnd);
            while (next != null) {
                write(next);
                next = next(toItsEnd);
            }
            recovered();
        } catch (JdbiException | Unavailable e) {
            failed(e);
            throw e;
        } finally {
            writing.unlock();
        }
    }

    private synchronized @Nullable Written next(boolean toItsEnd) {
        boolean isNone = complete || (waiting.isEmpty() && !toItsEnd);
        if (pending == null && !isNone) {
            var piece = new Piece(taken, toItsEnd, waiting);
            waiting = new ArrayList<>();
            waitingBytes = 0;
            Sealed sealed = ground.archive().sealed(session, number, piece);
            pending = new Written(sealed, taken, toItsEnd);
            complete = toItsEnd;
        }
        return pending;
    }

    private void write(Written piece) {
        isMine = isMine || ground.archive().begin(session, writer);
        if (!isMine || !ground.archive().append(session, writer, piece.sealed(), piece.last())) {
            moved();
            throw new Conflict("session %s is recorded by another labd by now".formatted(session));
        }
        synchronized (this) {
            pending = null;
            number++;
            writtenTo = piece.progress().upTo();
        }
    }

    private synchronized void moved() {
        trouble = new Trouble.Moved();
    }

    private synchronized void recovered() {
        if (trouble instanceof Trouble.Unwritten) {
            trouble = null;
        }
    }

    private synchronized void failed(RuntimeException e) {
        if (trouble == null) {
            trouble = new Trouble.Unwritten(ground.clock().instant());
            LOG.atWarn()
                    .addKeyValue("session", session)
                    .setCause(e)
                    .log("session cannot be recorded now, it waits for the database");
        }
    }
}
