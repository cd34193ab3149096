package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One entry of hosts(5), known by its canonical name; all other lines of the file stay as they are.
 *
 * @param ip an IPv4 or IPv6 address; empty only when the entry is absent
 * @param comment what follows the entry after a {@code #}; empty for none, null leaves the one that
 *     is there
 */
public record HostResource(
        String name, Presence ensure, String ip, List<String> aliases, @Nullable String comment)
        implements Resource {
    public static final String TYPE = "host";

    public HostResource {
        Rules.hostName("host", name);
        aliases = List.copyOf(aliases);
        aliases.forEach(alias -> Rules.hostName("aliases", alias));
        Rules.oneLine("comment", comment);
        comment = comment == null ? null : comment.strip();
        if (ensure == Presence.PRESENT && !IpAddress.isOne(ip)) {
            throw InvalidInput.inField(
                    "ip",
                    "ip '%s' of host '%s' is not an IPv4 or IPv6 address"
                            .formatted(Printable.of(ip), name));
        }
    }

    @Override
    @JsonIgnore
    public List<String> paths() {
        return List.of("/etc/hosts");
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, name);
    }

    /** A name may stand for one address of each family, as an alias for the second. */
    @Override
    @JsonIgnore
    public List<Claim> claims() {
        var claims = new ArrayList<Claim>(1 + aliases.size());
        claims.add(claim(name));
        for (String alias : aliases) {
            claims.add(claim(alias));
        }
        return claims;
    }

    private Claim claim(String each) {
        boolean ipv6 = ip.indexOf(':') >= 0;
        return new Claim(new Claim.Name(each.toLowerCase(Locale.ROOT), ipv6), ip);
    }
}
