package io.labctl.agent.type.service;

import org.jspecify.annotations.Nullable;

/**
 * How a service was found; one that does not exist neither runs nor is enabled.
 *
 * @param enabled null when it cannot be switched, such as a systemd unit without [Install]
 */
public record ServiceState(boolean running, @Nullable Boolean enabled) {
    public static final ServiceState UNKNOWN = new ServiceState(false, false);
}
