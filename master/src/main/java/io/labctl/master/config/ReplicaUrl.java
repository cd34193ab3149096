package io.labctl.master.config;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.master.ca.HostName;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where labds that share the database reach one, written {@code https://HOST:PORT}. */
record ReplicaUrl(String value) {
    private static final Pattern FORM =
            Pattern.compile("https://(\\[(?<six>[^\\]]+)\\]|(?<host>[^:/]+)):(?<port>[0-9]{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    ReplicaUrl {
        Matcher parts = FORM.matcher(value);
        if (!parts.matches() || !isPort(Integer.parseInt(parts.group("port")))) {
            throw new InvalidInput(
                    "replica-url '%s' is not of the form https://HOST:PORT"
                            .formatted(Printable.of(value)));
        }
        var _ = new HostName(parts.group("six") == null ? parts.group("host") : parts.group("six"));
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= HIGHEST_PORT;
    }

    URI uri() {
        return URI.create(value);
    }

    /** Without the brackets of an IPv6 address. */
    static String host(URI uri) {
        return uri.getHost().replaceAll("[\\[\\]]", "");
    }
}
