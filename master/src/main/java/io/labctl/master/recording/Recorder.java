package io.labctl.master.recording;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.master.recording.RecordingRepository.Sealed;
import java.time.Duration;
import java.time.Instant;
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

    /** What waits for longer cannot be written now, whether the database says so or not. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private final UUID session;
    private final long beganMillis;
    private final long beganTick;
    private final UUID writer;
    private final Recordings.Ground ground;

    private final ReentrantLock writing = new ReentrantLock();
    private boolean isMine;
    private boolean complete;
    private int number;
    private @Nullable Written pending;

    private final Gathered waiting = new Gathered();
    private Progress taken;
    private long writtenTo;
    private boolean isBusy;
    private @Nullable Trouble trouble;
    private Runnable whenWritten = () -> {};

    /**
     * A piece that may be in the database already: it is written once more as it is.
     *
     * @param since when the first in it came
     */
    private record Written(Sealed sealed, Progress progress, boolean last, Instant since) {}

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
        this.writer = writer;
        this.ground = ground;
        this.taken = newest == null ? Progress.NONE : newest.piece().progress();
        long since = Duration.between(begun, ground.clock().instant()).toMillis();
        this.beganMillis = Math.max(since, taken.millis()); // whatever the clocks of others said
        this.beganTick = ground.ticker().read();
        this.number = newest == null ? 0 : newest.number() + 1;
        this.complete = newest != null && newest.piece().ending().isLast();
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
        return trouble().isEmpty() && waiting.hasRoom();
    }

    public synchronized Optional<Trouble> trouble() {
        return trouble == null ? late() : Optional.of(trouble);
    }

    /** What waits is under way, and does not get there. */
    private Optional<Trouble> late() {
        if (!isBusy) {
            return Optional.empty();
        }
        Instant limit = ground.clock().instant().minus(LATE);
        return (pending == null ? waiting.since() : Optional.of(pending.since()))
                .filter(since -> since.isBefore(limit))
                .<Trouble>map(Trouble.Unwritten::new);
    }

    /**
     * The command has written this.
     *
     * @param place where the frame begins; what was recorded before is not recorded again
     * @return false when it cannot be recorded any more
     */
    public boolean output(Frame frame, long place) {
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
            taken = new Progress(place + frame.length(), taken.millis(), taken.bytes());
        }
        writeMuch();
        return true;
    }

    /** The terminal has another size. */
    public void resized(Frame size) {
        synchronized (this) {
            if (complete) {
                return;
            }
            add(size);
        }
        writeMuch();
    }

    /** Time goes on as it does, also when the clock is set. */
    private void add(Frame frame) {
        Instant now = ground.clock().instant();
        Duration since = Duration.ofNanos(ground.ticker().read() - beganTick);
        long millis = beganMillis + since.toMillis();
        var event = new Event(millis, frame);
        taken = new Progress(taken.upTo(), millis, taken.bytes() + event.bytes());
        waiting.add(event, now);
        if (taken.bytes() > ground.config().mostBytes() && trouble == null) {
            trouble =
                    new Trouble.Over(
                            "its recording has reached %d bytes, the most that labd's sessions.recording-bytes allows"
                                    .formatted(ground.config().mostBytes()));
        }
    }

    private void writeMuch() {
        boolean isMuch;
        synchronized (this) {
            isMuch = waiting.isMuch();
        }
        if (isMuch) {
            writeSoon();
        }
    }

    /** Has what waits written by another thread. */
    public void writeSoon() {
        synchronized (this) {
            boolean isIdle = waiting.isEmpty() && pending == null;
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
            write(Ending.NONE);
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
     * Writes down all that there is, and that it is all: the agent has said the end behind it.
     *
     * @throws Conflict when another labd records it by now
     */
    public void finish() {
        write(Ending.WHOLE);
    }

    /**
     * Writes down all that there is, and that more may have been to come.
     *
     * @throws Conflict when another labd records it by now
     */
    public void breakOff() {
        write(Ending.CUT);
    }

    private void write(Ending ending) {
        writing.lock();
        try {
            Written next = next(ending);
            while (next != null) {
                write(next);
                next = next(ending);
            }
            recovered();
        } catch (JdbiException | Unavailable e) {
            failed(e);
            throw e;
        } finally {
            writing.unlock();
        }
    }

    private synchronized @Nullable Written next(Ending ending) {
        boolean isNone = complete || (waiting.isEmpty() && !ending.isLast());
        if (pending == null && !isNone) {
            Instant since = waiting.since().orElseGet(ground.clock()::instant);
            var piece = new Piece(taken, ending, waiting.take());
            Sealed sealed = ground.archive().sealed(session, number, piece);
            pending = new Written(sealed, taken, ending.isLast(), since);
            complete = ending.isLast();
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
            Instant since = pending == null ? ground.clock().instant() : pending.since();
            trouble = new Trouble.Unwritten(since);
            LOG.atWarn()
                    .addKeyValue("session", session)
                    .setCause(e)
                    .log("session cannot be recorded now, it waits for the database");
        }
    }
}
