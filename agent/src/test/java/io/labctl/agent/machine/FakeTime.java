package io.labctl.agent.machine;

import java.time.Duration;

/** Time that passes only while somebody waits. */
public final class FakeTime implements MonotonicTime {
    private Duration now = Duration.ZERO;

    @Override
    public Duration now() {
        return now;
    }

    @Override
    public void pause(Duration span) {
        now = now.plus(span);
    }
}
