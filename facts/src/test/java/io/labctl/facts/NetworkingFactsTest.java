package io.labctl.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkingFactsTest {
    private static final List<String> HEADINGS = List.of("Inter-|", " face |");

    @TempDir private Path root;

    @Test
    void the_primary_interface_stands_on_top() {
        var machine = FixtureMachine.debian(root);

        assertThat(machine.fact("networking", "primary")).isEqualTo("ens3");
        assertThat(machine.fact("networking", "ip")).isEqualTo("192.0.2.7");
        assertThat(machine.fact("networking", "netmask")).isEqualTo("255.255.255.0");
        assertThat(machine.fact("networking", "network")).isEqualTo("192.0.2.0");
        assertThat(machine.fact("networking", "ip6")).isEqualTo("fe80::fc:ff:fe00:1");
        assertThat(machine.fact("networking", "scope6")).isEqualTo("link");
        assertThat(machine.fact("networking", "mac")).isEqualTo("52:54:00:00:00:01");
        assertThat(machine.fact("networking", "mtu")).isEqualTo(1500L);
    }

    @Test
    void an_interface_has_its_link_and_all_its_addresses() {
        var machine = FixtureMachine.debian(root);

        assertThat(machine.fact("networking", "interfaces", "ens3"))
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("mac", "52:54:00:00:00:01"),
                                Map.entry("mtu", 1500L),
                                Map.entry("operational_state", "up"),
                                Map.entry("physical", true),
                                Map.entry("speed", 1000L),
                                Map.entry("duplex", "full"),
                                Map.entry("ip", "192.0.2.7"),
                                Map.entry("netmask", "255.255.255.0"),
                                Map.entry("network", "192.0.2.0"),
                                Map.entry("ip6", "fe80::fc:ff:fe00:1"),
                                Map.entry("netmask6", "ffff:ffff:ffff:ffff::"),
                                Map.entry("network6", "fe80::"),
                                Map.entry("scope6", "link"),
                                Map.entry(
                                        "bindings",
                                        List.of(
                                                Map.of(
                                                        "address",
                                                        "192.0.2.7",
                                                        "netmask",
                                                        "255.255.255.0",
                                                        "network",
                                                        "192.0.2.0"))),
                                Map.entry(
                                        "bindings6",
                                        List.of(
                                                Map.of(
                                                        "address", "fe80::fc:ff:fe00:1",
                                                        "netmask", "ffff:ffff:ffff:ffff::",
                                                        "network", "fe80::",
                                                        "scope6", "link",
                                                        "flags", List.of("permanent"))))));
    }

    @Test
    void the_loopback_has_no_mac() {
        var machine =
                FixtureMachine.debian(root).file("/sys/class/net/lo/address", "00:00:00:00:00:00");

        assertThat(machine.fact("networking", "interfaces", "lo", "mac")).isNull();
    }

    @Test
    void the_main_address_is_the_first_that_others_can_reach() {
        var machine =
                FixtureMachine.debian(root)
                        .address("ens4", 16, 169, 254, 1, 1)
                        .address("ens4", 24, 198, 51, 100, 9)
                        .file(
                                "/proc/net/if_inet6",
                                "fd000000000000000000000000000009 03 40 00 80 ens4",
                                "20010db8000000000000000000000009 03 40 00 01 ens4",
                                "20010db8000000000000000000000010 03 40 00 80 ens4");

        assertThat(machine.fact("networking", "interfaces", "ens4", "ip"))
                .isEqualTo("198.51.100.9");
        assertThat(machine.fact("networking", "interfaces", "ens4", "ip6"))
                .isEqualTo("2001:db8::10");
    }

    @Test
    void without_a_default_route_the_first_interface_with_a_public_address_is_primary() {
        var machine = FixtureMachine.debian(root).file("/proc/net/route", "Iface\tDestination");

        assertThat(machine.fact("networking", "primary")).isEqualTo("ens3");
    }

    @Test
    void a_bonded_interface_keeps_its_own_mac() {
        var machine =
                new FixtureMachine(root)
                        .file(
                                "/proc/net/dev",
                                HEADINGS.getFirst(),
                                HEADINGS.getLast(),
                                "eth0: 1",
                                "eth1: 1",
                                "bond0: 1")
                        .link("/sys/class/net/eth1/master", "../bond0")
                        .file("/sys/class/net/eth1/address", "52:54:00:00:00:aa")
                        .file(
                                "/proc/net/bonding/bond0",
                                "Slave Interface: eth0",
                                "Permanent HW addr: 52:54:00:00:00:b0",
                                "",
                                "Slave Interface: eth1",
                                "Permanent HW addr: 52:54:00:00:00:b1");

        assertThat(machine.fact("networking", "interfaces", "eth1", "mac"))
                .isEqualTo("52:54:00:00:00:b1");
    }

    @Test
    void the_dhcp_server_is_found_in_each_kind_of_lease() {
        var machine =
                FixtureMachine.debian(root)
                        .file(
                                "/run/systemd/netif/leases/2",
                                "ADDRESS=192.0.2.7",
                                "SERVER_ADDRESS=192.0.2.1")
                        .file(
                                "/proc/net/dev",
                                HEADINGS.getFirst(),
                                HEADINGS.getLast(),
                                "ens3: 1",
                                "ens4: 1",
                                "ens5: 1")
                        .file(
                                "/var/lib/dhcp/dhclient.ens4.leases",
                                "lease {",
                                "  interface \"ens4\";",
                                "  option dhcp-server-identifier 192.0.2.2;",
                                "}",
                                "lease {",
                                "  interface \"ens4\";",
                                "  option dhcp-server-identifier 192.0.2.3;",
                                "}")
                        .file(
                                "/var/lib/NetworkManager/internal-0a-ens5.lease",
                                "SERVER_ADDRESS=192.0.2.4");

        assertThat(machine.fact("networking", "dhcp")).isEqualTo("192.0.2.1");
        assertThat(machine.fact("networking", "interfaces", "ens4", "dhcp")).isEqualTo("192.0.2.3");
        assertThat(machine.fact("networking", "interfaces", "ens5", "dhcp")).isEqualTo("192.0.2.4");
    }

    @Test
    void the_domain_comes_from_hosts_before_the_resolver() {
        var machine = FixtureMachine.debian(root);

        assertThat(machine.fact("networking", "hostname")).isEqualTo("web01");
        assertThat(machine.fact("networking", "domain")).isEqualTo("lab.example");
        assertThat(machine.fact("networking", "fqdn")).isEqualTo("web01.lab.example");
    }

    @Test
    void a_hosts_line_that_calls_the_machine_localhost_gives_no_domain() {
        var machine = FixtureMachine.debian(root).file("/etc/hosts", "127.0.0.1 localhost web01");

        assertThat(machine.fact("networking", "fqdn")).isEqualTo("web01.resolver.example");
    }

    @Test
    void a_full_host_name_needs_no_other_file() {
        var machine =
                FixtureMachine.debian(root).file("/proc/sys/kernel/hostname", "db1.other.example");

        assertThat(machine.fact("networking", "hostname")).isEqualTo("db1");
        assertThat(machine.fact("networking", "domain")).isEqualTo("other.example");
    }

    @Test
    void names_too_long_for_a_file_are_no_fault() {
        String name = "x".repeat(5000);
        var machine =
                FixtureMachine.debian(root)
                        .file(
                                "/proc/net/dev",
                                HEADINGS.getFirst(),
                                HEADINGS.getLast(),
                                name + ": 1")
                        .file("/proc/sys/kernel/hostname", name);

        assertThat(machine.gather().faults()).isEmpty();
        assertThat(machine.fact("networking", "interfaces", name))
                .isEqualTo(Map.of("physical", false));
        assertThat(machine.fact("networking", "hostname")).isEqualTo(name);
    }
}
