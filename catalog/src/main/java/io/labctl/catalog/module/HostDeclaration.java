package io.labctl.catalog.module;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Declares a {@link HostResource}. */
public final class HostDeclaration extends Declaration<HostDeclaration> {
    private final String name;
    private Presence ensure = Presence.PRESENT;
    private String ip = "";
    private List<String> aliases = List.of();
    private @Nullable String comment;

    HostDeclaration(String name) {
        super(HostResource.TYPE, name);
        this.name = named("name", name);
    }

    /**
     * An IPv4 or IPv6 address, the only one that the name has an entry of its own for: entries of
     * other addresses go, those of the other family too. Only {@code 127.…} and {@code ::1} may
     * stand beside each other. For addresses of both families, declare the second one under another
     * name, which has this name as an alias.
     */
    public HostDeclaration ip(String address) {
        return set("ip", address, this::oneAddress);
    }

    private void oneAddress(String one) {
        if (!ip.isEmpty() && !ip.equals(one)) {
            throw InvalidInput.inField(
                    "ip",
                    "host[%s] is given two addresses, %s and %s: declare the second under another name, with this one as its alias"
                            .formatted(Printable.of(name), Printable.of(ip), Printable.of(one)));
        }
        this.ip = one;
    }

    /**
     * Other names, in this order; none unless set. None of them is an address, and none is given
     * twice or is the name itself.
     */
    public HostDeclaration aliases(List<String> names) {
        return setAll("aliases", names, this::distinct);
    }

    private void distinct(List<String> names) {
        HostResource.checkAliases(name, names);
        this.aliases = names;
    }

    /**
     * What follows the entry after a {@code #}, in one line; the empty text for none. The comment
     * that is there stays unless this is set.
     */
    public HostDeclaration comment(String text) {
        return set("comment", text, each -> this.comment = each);
    }

    /** Takes all entries of the name away; only here may the name be an address. */
    public HostDeclaration absent() {
        this.ensure = Presence.ABSENT;
        return this;
    }

    @Override
    Resource resource() {
        return new HostResource(name, ensure, ip, aliases, comment);
    }

    @Override
    HostDeclaration self() {
        return this;
    }
}
