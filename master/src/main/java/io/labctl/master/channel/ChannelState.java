package io.labctl.master.channel;

import java.time.Instant;

/**
 * How an agent's channel stands.
 *
 * @param since when it was opened or lost
 * @param lastSeen when the agent was last known to be there
 */
public record ChannelState(boolean isOpen, Instant since, Instant lastSeen) {}
