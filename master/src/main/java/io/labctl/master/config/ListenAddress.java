package io.labctl.master.config;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where labd listens, written {@code ADDRESS:PORT}, an IPv6 address in brackets; port 0 takes any
 * that is free.
 */
record ListenAddress(String value) {
    private static final Pattern FORM =
            Pattern.compile(
                    "(?<address>[^\\s\\p{Cntrl}:\\[\\]]+|\\[[0-9A-Fa-f:.%a-z]+]):(?<port>[0-9]+)");
    private static final BigInteger HIGHEST_PORT = BigInteger.valueOf(65_535);

    ListenAddress {
        Matcher parts = FORM.matcher(value);
        if (!parts.matches()) {
            throw new InvalidInput(
                    "listen '%s' is not of the form ADDRESS:PORT, such as 0.0.0.0:7443"
                            .formatted(Printable.of(value)));
        }
        String port = parts.group("port");
        if (new BigInteger(port).compareTo(HIGHEST_PORT) > 0) {
            throw new InvalidInput(
                    "listen '%s' has the port %s, which is not from 0 to %d"
                            .formatted(Printable.of(value), Printable.of(port), HIGHEST_PORT));
        }
    }

    InetSocketAddress socket() {
        int colon = value.lastIndexOf(':');
        return new InetSocketAddress(
                value.substring(0, colon), Integer.parseInt(value.substring(colon + 1)));
    }
}
