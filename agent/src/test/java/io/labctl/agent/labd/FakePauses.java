package io.labctl.agent.labd;

import io.labctl.agent.time.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Waits for nothing and remembers what it was asked to wait for. */
public final class FakePauses implements Pause {
    private final List<Duration> asked = new ArrayList<>();

    @Override
    public boolean pause(Duration length) {
        asked.add(length);
        return false;
    }

    public List<Duration> asked() {
        return asked;
    }
}
