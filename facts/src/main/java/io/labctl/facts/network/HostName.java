package io.labctl.facts.network;

import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Words;
import java.util.List;
import java.util.Optional;

/**
 * What the machine calls itself.
 *
 * <p>From {@code /proc/sys/kernel/hostname}, {@code /etc/hosts} and {@code /etc/resolv.conf} in
 * this order. A name server is not asked: gathering must not wait for one.
 */
record HostName(String hostname, Optional<String> domain) {
    static Optional<HostName> read(MachineFiles files) {
        return files.value("/proc/sys/kernel/hostname")
                .map(
                        full -> {
                            int dot = full.indexOf('.');
                            return dot > 0 && dot < full.length() - 1
                                    ? new HostName(
                                            full.substring(0, dot),
                                            Optional.of(full.substring(dot + 1)))
                                    : new HostName(
                                            full,
                                            hostsDomain(files, full)
                                                    .or(() -> resolverDomain(files)));
                        });
    }

    String fqdn() {
        return domain.map(name -> hostname + "." + name).orElse(hostname);
    }

    /**
     * {@code 127.0.1.1 web01.lab web01}: the first name of the first line that lists the host's.
     */
    private static Optional<String> hostsDomain(MachineFiles files, String hostname) {
        return files.lines("/etc/hosts").stream()
                .map(HostName::withoutComment)
                .map(Words::of)
                .filter(words -> words.size() >= 2 && words.lastIndexOf(hostname) >= 1)
                .findFirst()
                .map(words -> words.get(1))
                .filter(canonical -> canonical.startsWith(hostname + "."))
                .map(canonical -> canonical.substring(hostname.length() + 1))
                .filter(domain -> !domain.isEmpty());
    }

    private static Optional<String> resolverDomain(MachineFiles files) {
        List<String> lines = files.lines("/etc/resolv.conf");
        return setting(lines, "domain").or(() -> setting(lines, "search"));
    }

    private static Optional<String> setting(List<String> lines, String name) {
        return lines.stream()
                .map(Words::of)
                .filter(words -> words.size() >= 2 && words.getFirst().equals(name))
                .map(words -> words.get(1))
                .filter(domain -> !domain.startsWith("."))
                .findFirst();
    }

    private static String withoutComment(String line) {
        int hash = line.indexOf('#');
        return hash < 0 ? line : line.substring(0, hash);
    }
}
