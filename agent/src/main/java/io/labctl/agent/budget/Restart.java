package io.labctl.agent.budget;

import java.time.Instant;

/**
 * That the daemon started itself anew, and why.
 *
 * @param told whether a report has said so
 */
public record Restart(Instant at, String reason, boolean told) {
    Restart toldNow() {
        return new Restart(at, reason, true);
    }
}
