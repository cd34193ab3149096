package io.labctl.agent.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the daemon's channel to labd stands.
 *
 * @param since when it was opened or lost
 * @param error why it is not there; null when it is
 */
public record ChannelState(Instant since, @Nullable String error) {
    public static ChannelState open(Instant now) {
        return new ChannelState(now, null);
    }
}
