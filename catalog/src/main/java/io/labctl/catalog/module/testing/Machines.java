package io.labctl.catalog.module.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The facts of well-known machines, as far as modules lean on them. */
final class Machines {
    private Machines() {}

    static Map<String, Object> debian12() {
        return machine("Debian", "amd64", name("Debian", "12", "12.7", "bookworm"));
    }

    static Map<String, Object> ubuntu2404() {
        return machine("Debian", "amd64", name("Ubuntu", "24.04", "24.04", "noble"));
    }

    static Map<String, Object> fedora42() {
        return machine("RedHat", "x86_64", name("Fedora", "42", "42", "Adams"));
    }

    static Map<String, Object> rocky9() {
        return machine("RedHat", "x86_64", name("Rocky", "9", "9.5", "Blue Onyx"));
    }

    private static Map<String, Object> name(
            String name, String major, String full, String codename) {
        return Map.of(
                "name",
                name,
                "release",
                Map.of("major", major, "full", full),
                "distro",
                Map.of("id", name, "codename", codename));
    }

    private static Map<String, Object> machine(
            String family, String architecture, Map<String, Object> named) {
        var os = new TreeMap<>(named);
        os.putAll(Map.of("family", family, "architecture", architecture, "hardware", "x86_64"));
        return Map.of(
                "os",
                os,
                "kernel",
                "Linux",
                "is_virtual",
                true,
                "virtual",
                "kvm",
                "timezone",
                "UTC",
                "processors",
                Map.of("count", 2, "physicalcount", 1, "isa", "x86_64"),
                "memory",
                Map.of("system", Map.of("total_bytes", 2_147_483_648L)),
                "networking",
                Map.of(
                        "hostname", "web1",
                        "domain", "example.org",
                        "fqdn", "web1.example.org",
                        "ip", "192.0.2.10",
                        "interfaces",
                                Map.of(
                                        "eth0",
                                        Map.of(
                                                "bindings",
                                                List.of(Map.of("address", "192.0.2.10"))))));
    }
}
