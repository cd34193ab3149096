package io.labctl.facts.network;

import io.labctl.facts.source.MachineFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Which DHCP server gave each interface its address, from the lease files of networkd, dhclient and
 * NetworkManager.
 */
final class DhcpLeases {
    private static final String NETWORK_MANAGER = "/var/lib/NetworkManager/";
    private static final List<String> DHCLIENT =
            List.of(
                    "/var/lib/dhclient/",
                    "/var/lib/dhcp/",
                    "/var/lib/dhcp3/",
                    NETWORK_MANAGER,
                    "/var/db/");
    private static final Pattern DHCLIENT_FILE = Pattern.compile("dhclient.*\\.lease.*");
    private static final Pattern SERVER =
            Pattern.compile("dhcp-server-identifier\\s+([0-9.]{7,15})");
    private static final Pattern SERVER_ADDRESS = Pattern.compile("(?m)^SERVER_ADDRESS=(\\S+)");

    private final MachineFiles files;
    private final List<String> dhclient;
    private final List<String> networkManager;

    private DhcpLeases(MachineFiles files, List<String> dhclient, List<String> networkManager) {
        this.files = files;
        this.dhclient = dhclient;
        this.networkManager = networkManager;
    }

    /** Reads dhclient's leases once for all interfaces. */
    static DhcpLeases read(MachineFiles files) {
        List<String> leases = new ArrayList<>();
        for (String directory : DHCLIENT) {
            files.names(directory).stream()
                    .filter(name -> DHCLIENT_FILE.matcher(name).matches())
                    .flatMap(name -> files.text(directory + name).stream())
                    .forEach(text -> leases.addAll(List.of(text.split("lease\\s*\\{", -1))));
        }
        return new DhcpLeases(files, leases, files.names(NETWORK_MANAGER));
    }

    Optional<String> server(String name, Optional<Long> index) {
        return index.flatMap(number -> server("/run/systemd/netif/leases/" + number))
                .or(() -> dhclientServer(name))
                .or(() -> networkManagerServer(name));
    }

    /** dhclient adds to its file: the last lease counts. */
    private Optional<String> dhclientServer(String name) {
        return dhclient.stream()
                .filter(lease -> lease.contains("interface \"" + name + "\""))
                .reduce((_, last) -> last)
                .flatMap(lease -> first(SERVER, lease));
    }

    private Optional<String> networkManagerServer(String name) {
        return networkManager.stream()
                .filter(
                        file ->
                                file.startsWith("internal-")
                                        && file.endsWith("-" + name + ".lease"))
                .findFirst()
                .flatMap(file -> server(NETWORK_MANAGER + file));
    }

    private Optional<String> server(String leaseFile) {
        return files.text(leaseFile).flatMap(text -> first(SERVER_ADDRESS, text));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .findFirst()
                .map((MatchResult found) -> found.group(1));
    }
}
