package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.ArrayList;
import java.util.HashSet;
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
        new HostName(name);
        checkPresence(name, ensure);
        aliases = List.copyOf(aliases);
        aliases.forEach(HostAlias::new);
        Rules.oneLine("comment", comment);
        comment = comment == null ? null : comment.strip();
        if (ensure == Presence.PRESENT && ip.isEmpty()) {
            throw InvalidInput.inField("ip", "host '%s' has no ip".formatted(name));
        }
        if (ensure == Presence.PRESENT && !IpAddress.isOne(ip)) {
            throw InvalidInput.inField(
                    "ip",
                    "ip '%s' of host '%s' is not an IPv4 or IPv6 address"
                            .formatted(Printable.of(ip), name));
        }
    }

    /** Refuses an address as a name, unless somebody wants such an entry away. */
    public static void checkPresence(String name, Presence ensure) {
        if (ensure == Presence.PRESENT && IpAddress.isOne(name)) {
            throw InvalidInput.inField(
                    "host",
                    "host '%s' is an address where a name has to stand"
                            .formatted(Printable.of(name)));
        }
    }

    /**
     * Refuses a name that would stand twice in one line, in small or capital letters. A machine's
     * own file may have such a line, so only those who declare one are asked.
     */
    public static void checkAliases(String name, List<String> aliases) {
        var names = new HashSet<String>();
        for (String alias : aliases) {
            if (alias.equalsIgnoreCase(name)) {
                throw twice("alias '%s' of host '%s' is its name: leave it out", alias, name);
            }
            if (!names.add(alias.toLowerCase(Locale.ROOT))) {
                throw twice("alias '%s' of host '%s' is given twice", alias, name);
            }
        }
    }

    private static InvalidInput twice(String message, String alias, String name) {
        return InvalidInput.inField(
                "aliases", message.formatted(Printable.of(alias), Printable.of(name)));
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
