package io.labctl.facts.network;

import io.labctl.facts.source.Structure;
import java.util.List;

/**
 * An address that an interface has.
 *
 * @param prefix the leading bits that name the network
 * @param flags of an IPv6 address, such as {@code permanent} and {@code temporary}
 */
public record Binding(IpAddress address, int prefix, List<String> flags) {
    public Binding {
        flags = List.copyOf(flags);
    }

    public String netmask() {
        return address.mask(prefix).toString();
    }

    public String network() {
        return address.and(address.mask(prefix)).toString();
    }

    public Structure structure() {
        Structure binding =
                new Structure()
                        .with("address", address.toString())
                        .with("netmask", netmask())
                        .with("network", network());
        return address.isVersion6()
                ? binding.with("scope6", address.scope()).with("flags", flags)
                : binding;
    }
}
