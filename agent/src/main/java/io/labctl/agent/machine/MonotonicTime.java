package io.labctl.agent.machine;

import java.time.Duration;

/** Time that never jumps, for spans and waits. */
public interface MonotonicTime {
    /** Since some fixed moment; only differences mean anything. */
    Duration now();

    /** Waits; returns at once when interrupted, leaving the thread's flag set. */
    void pause(Duration span);

    static MonotonicTime ofThisMachine() {
        return new MonotonicTime() {
            @Override
            public Duration now() {
                return Duration.ofNanos(System.nanoTime());
            }

            @Override
            public void pause(Duration span) {
                try {
                    Thread.sleep(span);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}
