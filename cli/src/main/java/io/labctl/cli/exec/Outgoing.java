package io.labctl.cli.exec;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.Outbox;
import io.labctl.cli.client.OutgoingFrames;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one connection sends to labd: numbered frames from the place that the agent has named, what
 * has arrived here, and that we are there. One thread reads it; any may say what there is to send.
 */
final class Outgoing implements OutgoingFrames {
    private static final long MOST_UNACKNOWLEDGED = 64L * 1024;
    private static final Duration LONG = Duration.ofHours(1);

    private final Outbox outbox;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private @Nullable Frame from;
    private @Nullable Frame numbered;
    private @Nullable Thread feeding;
    private long acknowledged;
    private long arrived;
    private long arrivedSince;
    private boolean ended;

    /** What was said of it on an earlier connection of the agent may have been lost. */
    private boolean saysAgain;

    /**
     * One that sends nothing of the outbox yet.
     *
     * @param place up to where the output has arrived, and the agent knows it
     */
    Outgoing(Outbox outbox, long place, Pace pace) {
        this.outbox = outbox;
        this.pace = pace;
        this.acknowledged = place;
        this.arrived = place;
    }

    /** The agent has the input up to here. */
    void startFrom(long place) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            if (feeding != null) {
                feeding.interrupt();
            }
            from = Frame.number(FrameKind.FROM, place);
            numbered = null;
            saysAgain = arrived > 0;
            feeding = Thread.ofVirtual().unstarted(() -> feed(place));
            feeding.start();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Hands on what the outbox has, one frame at a time, until another thread does. */
    private void feed(long start) {
        long place = start;
        try {
            while (true) {
                switch (outbox.next(place, LONG)) {
                    case Outbox.Sending.Next next -> {
                        if (!hand(next.frame())) {
                            return;
                        }
                        place = next.end();
                    }
                    case Outbox.Sending.Silence _ -> {}
                    case Outbox.Sending.Over _ -> {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // another one goes on, or the connection is over
        }
    }

    private boolean hand(Frame frame) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (isFeeding() && numbered != null) {
                changed.await();
            }
            if (!isFeeding()) {
                return false;
            }
            numbered = frame;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFeeding() {
        return !ended && Thread.currentThread().equals(feeding);
    }

    /** Everything before this place has arrived here and was written out. */
    void hasArrived(long place) {
        lock.lock();
        try {
            if (arrived == acknowledged) {
                arrivedSince = pace.mark();
            }
            arrived = place;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sends what has to be acknowledged, and is at its end. */
    void end() {
        lock.lock();
        try {
            ended = true;
            numbered = null;
            from = null;
            if (feeding != null) {
                feeding.interrupt();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Frame> next() throws InterruptedException {
        long silentSince = pace.mark();
        lock.lockInterruptibly();
        try {
            while (true) {
                Optional<Frame> ready = ready();
                if (ready.isPresent() || ended) {
                    return ready;
                }
                long wait = pace.left(pace.tempo().alive(), silentSince);
                if (wait <= 0) {
                    return Optional.of(Frame.empty(FrameKind.ALIVE));
                }
                changed.awaitNanos(
                        arrived == acknowledged ? wait : Math.min(wait, acknowledgeWithin()));
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<Frame> ready() {
        Frame next = from != null ? from : acknowledgement();
        from = null;
        if (next == null) {
            next = numbered;
            numbered = null;
            changed.signalAll();
        }
        return Optional.ofNullable(next);
    }

    private @Nullable Frame acknowledgement() {
        long open = arrived - acknowledged;
        boolean due = saysAgain || open >= MOST_UNACKNOWLEDGED || ended || acknowledgeWithin() <= 0;
        if (!due || (open == 0 && !saysAgain)) {
            return null;
        }
        saysAgain = false;
        acknowledged = arrived;
        return Frame.number(FrameKind.ACK, arrived);
    }

    private long acknowledgeWithin() {
        return pace.left(pace.tempo().acknowledge(), arrivedSince);
    }
}
