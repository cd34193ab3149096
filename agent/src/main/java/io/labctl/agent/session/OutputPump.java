package io.labctl.agent.session;

import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.Outbox;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Carries one stream of a command's output into the outbox, and waits with the command while there
 * is no room. It has a thread of its own: a read of a pipe holds one.
 */
final class OutputPump {
    /** What makes the largest frame. */
    private static final int MOST = Frame.LARGEST - Frame.HEAD;

    /** Reads of less, one soon after another, are let gather: a frame for each is dear. */
    private static final int FEW = 4096;

    private static final Duration GATHER = Duration.ofMillis(5);
    private static final Duration STEP = Duration.ofMillis(10);

    private final InputStream in;
    private final FrameKind kind;
    private final Outbox outbox;
    private final Timekeeper time;
    private final Thread thread;

    /** Whether it waits for room, and not for the command. */
    private volatile boolean isHeldUp;

    private OutputPump(InputStream in, FrameKind kind, Outbox outbox, Timekeeper time) {
        this.in = in;
        this.kind = kind;
        this.outbox = outbox;
        this.time = time;
        this.thread = Thread.ofPlatform().daemon().name("session-output").unstarted(this::carry);
    }

    static OutputPump start(InputStream in, FrameKind kind, Outbox outbox, Timekeeper time) {
        var pump = new OutputPump(in, kind, outbox, time);
        pump.thread.start();
        return pump;
    }

    private void carry() {
        var room = new byte[Frame.HEAD + MOST];
        long last = time.mark() - GATHER.toNanos();
        try {
            for (int n = read(room); n >= 0; n = read(room)) {
                boolean isMuch = n > MOST / 2;
                byte[] own = isMuch ? room : Arrays.copyOf(room, Frame.HEAD + n);
                isHeldUp = true;
                boolean taken = outbox.put(Frame.within(own, kind, n));
                isHeldUp = false;
                if (!taken) {
                    return;
                }
                room = isMuch ? new byte[Frame.HEAD + MOST] : room;
                long now = time.mark();
                if (n < FEW && now - last < 2 * GATHER.toNanos()) {
                    Thread.sleep(GATHER);
                }
                last = now;
            }
        } catch (IOException _) {
            // The pipe was closed under us: what was read so far is all there is.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int read(byte[] room) throws IOException {
        return in.read(room, Frame.HEAD, MOST);
    }

    /**
     * Waits for the end of the output; the time for which it is held up does not count.
     *
     * @param isImpatient whether that time does count, asked again and again
     */
    void awaitEnd(Duration limit, BooleanSupplier isImpatient) throws InterruptedException {
        Duration left = limit;
        while (left.isPositive() && thread.isAlive()) {
            boolean counts = !isHeldUp || isImpatient.getAsBoolean();
            thread.join(STEP);
            left = counts ? left.minus(STEP) : left;
        }
    }
}
