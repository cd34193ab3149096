package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One entry of hosts(5), known by its canonical name; all other lines of the file stay as they are.
 *
 * @param ip an IPv4 or IPv6 address; empty only when the entry is absent
 */
public record HostResource(String name, Presence ensure, String ip, List<String> aliases)
        implements Resource {
    public static final String TYPE = "host";

    /** The scope of a link-local address (RFC 4007, section 11). */
    private static final Pattern SCOPE = Pattern.compile("%[A-Za-z0-9._-]{1,15}$");

    public HostResource {
        Rules.word("host", name);
        aliases = List.copyOf(aliases);
        aliases.forEach(alias -> Rules.word("aliases", alias));
        if (ensure == Presence.PRESENT && !isAddress(ip)) {
            throw InvalidInput.inField(
                    "ip",
                    "ip '%s' of host '%s' is not an address".formatted(Printable.of(ip), name));
        }
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, name);
    }

    /** A literal, with or without the scope of a link-local one. */
    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(SCOPE.matcher(text).replaceFirst(""));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
