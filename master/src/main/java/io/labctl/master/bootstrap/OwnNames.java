package io.labctl.master.bootstrap;

import io.labctl.catalog.error.Unavailable;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The names and addresses that labd's own certificate carries, so that clients can check them. */
public final class OwnNames {
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private OwnNames() {}

    /** The configured names first, then this machine's name, then all of its addresses. */
    static List<String> with(List<String> configured) {
        Set<String> names = new LinkedHashSet<>(configured);
        ofThisMachine().ifPresent(names::add);
        names.add("localhost");
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(InetAddress::getHostAddress)
                    .map(OwnNames::withoutScope)
                    .forEach(names::add);
        } catch (SocketException e) {
            throw new Unavailable("this machine's addresses are not readable", e);
        }
        return List.copyOf(names);
    }

    /** This machine's own; empty when it has none, and is reached by its addresses. */
    public static Optional<String> ofThisMachine() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT))
                    .filter(name -> HOST.matcher(name).matches());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static String withoutScope(String address) {
        int scope = address.indexOf('%');
        return scope < 0 ? address : address.substring(0, scope);
    }
}
