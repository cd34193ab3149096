package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.Presence;
import java.util.List;
import java.util.Optional;

/**
 * One entry of hosts(5).
 *
 * @param ip IPv4 or IPv6; must be given unless the entry is to be absent
 * @param aliases further names of the same address
 */
public record Host(
        @Default("present") Presence ensure, Optional<String> ip, @Default List<String> aliases) {
    public Host {
        if (ensure == Presence.PRESENT && ip.isEmpty()) {
            throw new InvalidInput("host has no ip");
        }
    }

    void declare(Plan plan, String name) {
        var host = plan.host(name).aliases(aliases);
        ip.ifPresent(host::ip);
        if (ensure == Presence.ABSENT) {
            host.absent();
        }
    }
}
