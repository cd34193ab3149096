package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which IPv4 networks this machine has addresses in or routes to. */
final class NetworksInUse {
    private static final Path ROUTES = Path.of("/proc/net/route");

    private NetworksInUse() {}

    static List<Subnet.Used> onThisMachine() {
        try {
            List<Subnet.Used> used = new ArrayList<>(routes(Files.readAllLines(ROUTES)));
            NetworkInterface.networkInterfaces()
                    .flatMap(each -> each.getInterfaceAddresses().stream())
                    .filter(each -> each.getAddress() instanceof Inet4Address)
                    .map(
                            each ->
                                    new Subnet.Used(
                                            ByteBuffer.wrap(each.getAddress().getAddress())
                                                    .getInt(),
                                            each.getNetworkPrefixLength()))
                    .forEach(used::add);
            return used;
        } catch (SocketException e) {
            throw new Unavailable("network interfaces are not readable", e);
        } catch (IOException e) {
            throw new Unavailable("'%s' is not readable".formatted(ROUTES), e);
        }
    }

    /**
     * Reads proc(5), /proc/net/route: hexadecimal in the machine's byte order; the default route is
     * left out.
     */
    static List<Subnet.Used> routes(List<String> lines) {
        return lines.stream()
                .skip(1)
                .map(line -> line.split("\\s+"))
                .filter(fields -> fields.length > 7)
                .map(
                        fields ->
                                new Subnet.Used(
                                        address(fields[1]), Integer.bitCount(address(fields[7]))))
                .filter(route -> route.bits() > 0)
                .toList();
    }

    private static int address(String hexadecimal) {
        return Integer.reverseBytes(Integer.parseUnsignedInt(hexadecimal, 16));
    }
}
