package io.labctl.facts.network;

import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Structure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * All network interfaces of this network namespace. Their names come from {@code /proc/net/dev},
 * which always shows the reader's own namespace, their addresses from the kernel, the rest from
 * {@code /sys/class/net}.
 */
final class Links {
    private static final String DIRECTORY = "/sys/class/net/";
    private static final Pattern MAC = Pattern.compile("([0-9A-Fa-f]{2}:){5,19}[0-9A-Fa-f]{2}");
    private static final Pattern ZERO_MAC = Pattern.compile("[0:]+");

    private final MachineFiles files;
    private final Ipv4Addresses ipv4;

    Links(MachineFiles files, Ipv4Addresses ipv4) {
        this.files = files;
        this.ipv4 = ipv4;
    }

    /** In the order in which the kernel made them. */
    List<Link> read() throws IOException {
        Map<String, List<Binding>> bindings = ipv4.byInterface();
        Map<String, List<Binding>> bindings6 = Ipv6Addresses.byInterface(files);
        DhcpLeases leases = DhcpLeases.read(files);
        SortedSet<String> names = new TreeSet<>(deviceNames());
        names.addAll(bindings.keySet());
        List<Link> links = new ArrayList<>();
        for (String name : names) {
            Optional<Long> index = files.number(DIRECTORY + name + "/ifindex");
            links.add(
                    new Link(
                            name,
                            index,
                            properties(name).maybe("dhcp", leases.server(name, index)),
                            bindings.getOrDefault(name, List.of()),
                            bindings6.getOrDefault(name, List.of())));
        }
        links.sort(Comparator.comparing(link -> link.index().orElse(Long.MAX_VALUE)));
        return links;
    }

    private List<String> deviceNames() {
        return files.lines("/proc/net/dev").stream()
                .skip(2) // headings
                .filter(line -> line.lastIndexOf(':') > 0)
                .map(line -> line.substring(0, line.lastIndexOf(':')).strip())
                .filter(name -> !name.isEmpty() && !name.contains("/"))
                .toList();
    }

    private Structure properties(String name) {
        String folder = DIRECTORY + name;
        Structure properties =
                new Structure()
                        .maybe("mac", mac(name))
                        .maybe("mtu", files.number(folder + "/mtu"))
                        .maybe("operational_state", files.value(folder + "/operstate"));
        boolean physical = files.exists(folder + "/device");
        properties.with("physical", physical);
        return physical
                ? properties
                        .maybe("speed", files.number(folder + "/speed"))
                        .maybe("duplex", files.value(folder + "/duplex"))
                : properties;
    }

    /**
     * In a bond every interface shows the bond's address; the hardware's own is in {@code
     * /proc/net/bonding}.
     */
    private Optional<String> mac(String name) {
        return files.link(DIRECTORY + name + "/master")
                .map(master -> master.substring(master.lastIndexOf('/') + 1))
                .flatMap(bond -> permanentMac(bond, name))
                .or(() -> files.value(DIRECTORY + name + "/address"))
                .filter(mac -> MAC.matcher(mac).matches() && !ZERO_MAC.matcher(mac).matches());
    }

    private Optional<String> permanentMac(String bond, String name) {
        return files.lines("/proc/net/bonding/" + bond).stream()
                .map(String::strip)
                .dropWhile(line -> !line.equals("Slave Interface: " + name))
                .filter(line -> line.startsWith("Permanent HW addr: "))
                .findFirst()
                .map(line -> line.substring("Permanent HW addr: ".length()));
    }
}
