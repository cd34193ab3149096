package io.labctl.master.worker;

import io.labctl.catalog.name.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Drains what a worker prints, and keeps the end of it. */
final class LastWords {
    private static final int KEPT = 500;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final StringBuilder words = new StringBuilder();

    private final Thread listening;

    private LastWords(InputStream in) {
        this.listening = Thread.ofVirtual().name("last-words").unstarted(() -> drain(in));
    }

    static LastWords of(InputStream in) {
        var last = new LastWords(in);
        last.listening.start();
        return last;
    }

    private void drain(InputStream in) {
        byte[] buffer = new byte[4096];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                keep(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
        } catch (IOException _) {
            // The process is gone: what was read so far is all there is.
        }
    }

    private synchronized void keep(String more) {
        words.append(more);
        words.delete(0, Math.max(0, words.length() - KEPT));
    }

    /**
     * In one line; empty when it has said nothing. Of a worker that has ended these are all its
     * words, for which this waits a moment.
     */
    String text() {
        try {
            listening.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // then what has come so far
        }
        synchronized (this) {
            return Printable.of(words.toString().replaceAll("\\s+", " ").strip(), KEPT);
        }
    }
}
