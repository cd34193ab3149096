package io.labctl.catalog.module.testing;

import java.util.List;
import java.util.Map;

/** The facts of well-known machines, as far as modules lean on them. */
final class Machines {
    private Machines() {}

    static Map<String, Object> debian12() {
        return machine("Debian", "12", "12.7", "bookworm");
    }

    static Map<String, Object> ubuntu2404() {
        return machine("Ubuntu", "24.04", "24.04", "noble");
    }

    private static Map<String, Object> machine(
            String name, String major, String full, String codename) {
        return Map.of(
                "os",
                Map.of(
                        "name",
                        name,
                        "family",
                        "Debian",
                        "architecture",
                        "amd64",
                        "hardware",
                        "x86_64",
                        "release",
                        Map.of("major", major, "full", full),
                        "distro",
                        Map.of("id", name, "codename", codename)),
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
