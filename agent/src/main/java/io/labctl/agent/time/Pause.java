package io.labctl.agent.time;

import java.time.Duration;

/** Waiting, as an edge of the machine: tests do not wait. */
@FunctionalInterface
public interface Pause {
    /** Waits that long, or less; true when the agent should stop instead of going on. */
    boolean pause(Duration length);

    /** Why the agent does not go on then, for a sentence. */
    default String reason() {
        return "lab-agent is stopping";
    }
}
