package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.CheckedBy;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.ForKey;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.HostAlias;
import io.labctl.catalog.resource.HostName;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.IpAddress;
import io.labctl.catalog.resource.Presence;
import java.util.List;
import java.util.Optional;

/**
 * One entry of hosts(5).
 *
 * @param ip must be given unless the entry is to be absent
 * @param aliases further names of the same address
 */
@CheckedBy(Host.Addressed.class)
public record Host(
        @Default("present") Presence ensure,
        Optional<IpAddress> ip,
        @Default List<HostAlias> aliases)
        implements ForKey {
    record Addressed(Presence ensure, Optional<IpAddress> ip) {
        Addressed {
            if (ensure == Presence.PRESENT && ip.isEmpty()) {
                throw InvalidInput.inField("ip", "host has no ip");
            }
        }
    }

    public Host {
        new Addressed(ensure, ip);
    }

    @Override
    public void check(String name) {
        HostResource.checkPresence(name, ensure);
        HostResource.checkAliases(name, aliasNames());
    }

    private List<String> aliasNames() {
        return aliases.stream().map(HostAlias::value).toList();
    }

    void declare(Plan plan, HostName name) {
        var host = plan.host(name.value()).aliases(aliasNames());
        ip.map(IpAddress::value).ifPresent(host::ip);
        if (ensure == Presence.ABSENT) {
            host.absent();
        }
    }
}
