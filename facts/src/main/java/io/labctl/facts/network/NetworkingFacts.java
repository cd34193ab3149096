package io.labctl.facts.network;

import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Structure;
import io.labctl.facts.source.Words;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * {@code networking}: names, interfaces, and the primary interface's addresses once more on top.
 */
public final class NetworkingFacts implements FactSource {
    private static final String ZEROS = "00000000";
    private static final int ROUTE_DESTINATION = 1;
    private static final int ROUTE_MASK = 7;

    private final MachineFiles files;
    private final Links links;

    public NetworkingFacts(MachineFiles files, Ipv4Addresses ipv4) {
        this.files = files;
        this.links = new Links(files, ipv4);
    }

    @Override
    public String name() {
        return "networking";
    }

    @Override
    public SortedMap<String, Object> gather() throws IOException {
        List<Link> all = links.read();
        Structure interfaces = new Structure();
        all.forEach(link -> interfaces.nested(link.name(), link.structure()));
        Structure networking = new Structure().nested("interfaces", interfaces);
        HostName.read(files)
                .ifPresent(
                        name ->
                                networking
                                        .with("hostname", name.hostname())
                                        .maybe("domain", name.domain())
                                        .with("fqdn", name.fqdn()));
        primary(all).ifPresent(primary -> addPrimary(networking, primary, all));
        return new Structure().nested(name(), networking).sorted();
    }

    private static void addPrimary(Structure networking, String primary, List<Link> all) {
        networking.with("primary", primary);
        all.stream()
                .filter(link -> link.name().equals(primary))
                .forEach(
                        link -> {
                            SortedMap<String, Object> properties = link.properties().sorted();
                            link.addMainAddresses(networking)
                                    .maybe("dhcp", Optional.ofNullable(properties.get("dhcp")))
                                    .maybe("mac", Optional.ofNullable(properties.get("mac")))
                                    .maybe("mtu", Optional.ofNullable(properties.get("mtu")));
                        });
    }

    /**
     * The interface of the first IPv4 default route, else the first with an address of more than
     * local use.
     */
    private Optional<String> primary(List<Link> all) {
        return files.lines("/proc/net/route").stream()
                .map(Words::of)
                .filter(route -> route.size() > ROUTE_MASK)
                .filter(
                        route ->
                                route.get(ROUTE_DESTINATION).equals(ZEROS)
                                        && route.get(ROUTE_MASK).equals(ZEROS))
                .map(List::getFirst)
                .filter(device -> !device.equals("*")) // a black hole
                .findFirst()
                .or(() -> all.stream().filter(Link::isReachable).map(Link::name).findFirst());
    }
}
