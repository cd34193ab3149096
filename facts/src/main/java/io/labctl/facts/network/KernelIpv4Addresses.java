package io.labctl.facts.network;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The IPv4 addresses as the kernel tells them (SIOCGIFCONF, netdevice(7)). */
public final class KernelIpv4Addresses implements Ipv4Addresses {
    private static final int ATTEMPTS = 3;

    /** How Java says that no interface has an address, which is no failure here. */
    private static final String NONE = "No network interfaces configured";

    /** Tries again when an interface goes away meanwhile, as those of containers do. */
    @Override
    public Map<String, List<Binding>> byInterface() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return read();
            } catch (SocketException e) {
                if (NONE.equals(e.getMessage())) {
                    return Map.of();
                }
                if (attempt == ATTEMPTS) {
                    throw new IOException(
                            "the addresses of the network interfaces cannot be read", e);
                }
            }
        }
    }

    private static Map<String, List<Binding>> read() throws SocketException {
        Map<String, List<Binding>> bindings = new TreeMap<>();
        for (NetworkInterface device : NetworkInterface.networkInterfaces().toList()) {
            var labelled =
                    device.subInterfaces()
                            .collect(
                                    Collectors.toMap(
                                            NetworkInterface::getName,
                                            KernelIpv4Addresses::bindings));
            bindings.putAll(labelled);
            List<Binding> own =
                    bindings(device).stream()
                            .filter(
                                    binding ->
                                            labelled.values().stream()
                                                    .noneMatch(list -> list.contains(binding)))
                            .toList();
            bindings.put(device.getName(), own);
        }
        return bindings;
    }

    /** Java lists the newest first. */
    private static List<Binding> bindings(NetworkInterface device) {
        return device.getInterfaceAddresses().reversed().stream()
                .filter(address -> address.getAddress() instanceof Inet4Address)
                .map(KernelIpv4Addresses::binding)
                .toList();
    }

    private static Binding binding(InterfaceAddress address) {
        return new Binding(
                new IpAddress(address.getAddress().getAddress()),
                address.getNetworkPrefixLength(),
                List.of());
    }
}
