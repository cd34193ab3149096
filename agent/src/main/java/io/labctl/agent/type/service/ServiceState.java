package io.labctl.agent.type.service;

import org.jspecify.annotations.Nullable;

/**
 * How a service was found; one that does not exist neither runs nor is enabled.
 *
 * @param restarting whether it ended by itself and waits to be started again; it does not run then,
 *     but is not stopped either
 * @param enabled null when it cannot be switched, such as a systemd unit without [Install]
 * @param masked whether nothing can start it; null where no service can be masked
 * @param reloadable whether it can read its configuration anew without a restart
 */
public record ServiceState(
        boolean running,
        boolean restarting,
        @Nullable Boolean enabled,
        @Nullable Boolean masked,
        boolean reloadable) {

    /** One that stays as it is. */
    public ServiceState(
            boolean running,
            @Nullable Boolean enabled,
            @Nullable Boolean masked,
            boolean reloadable) {
        this(running, false, enabled, masked, reloadable);
    }
}
