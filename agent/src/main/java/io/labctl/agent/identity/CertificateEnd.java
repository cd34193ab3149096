package io.labctl.agent.identity;

import io.labctl.agent.time.Timekeeper;
import java.time.Instant;

/** The moment from which on labd does not talk to this machine any more. */
public record CertificateEnd(Instant at, Timekeeper time) {
    public boolean hasCome() {
        return !time.now().isBefore(at);
    }
}
