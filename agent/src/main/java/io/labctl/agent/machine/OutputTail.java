package io.labctl.agent.machine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Drains a program's output and keeps its end, so that neither side ever blocks or fills up. */
final class OutputTail {
    private static final int KEPT = 1 << 20;

    private final InputStream in;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread reader;

    private OutputTail(InputStream in) {
        this.in = in;
        this.reader = Thread.ofPlatform().daemon().name("program-output").unstarted(this::drain);
    }

    static OutputTail of(InputStream in) {
        var tail = new OutputTail(in);
        tail.reader.start();
        return tail;
    }

    /** Waits for the end of the output, but no longer than this. */
    void await(Duration limit) throws InterruptedException {
        reader.join(limit);
    }

    /** What was written so far. */
    String text() {
        synchronized (kept) {
            return new String(newest(), StandardCharsets.UTF_8);
        }
    }

    /** Whether that is UTF-8 throughout. */
    boolean isText() {
        try {
            synchronized (kept) {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(newest()));
            }
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    private void drain() {
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                keep(buffer, n);
            }
        } catch (IOException _) {
            // The pipe was closed under us: what was read so far is all there is.
        }
    }

    private void keep(byte[] buffer, int n) {
        synchronized (kept) {
            kept.write(buffer, 0, n);
            if (kept.size() > 2 * KEPT) {
                byte[] all = kept.toByteArray();
                kept.reset();
                kept.write(all, all.length - KEPT, KEPT);
            }
        }
    }

    private byte[] newest() {
        byte[] all = kept.toByteArray();
        return all.length <= KEPT ? all : Arrays.copyOfRange(all, all.length - KEPT, all.length);
    }
}
