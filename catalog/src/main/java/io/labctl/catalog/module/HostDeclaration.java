package io.labctl.catalog.module;

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
        this.name = given("name", name);
    }

    /** An IPv4 or IPv6 address; a name may have one entry of each family. */
    public HostDeclaration ip(String address) {
        this.ip = given("ip", address);
        return this;
    }

    /** Other names, in this order; none unless set. */
    public HostDeclaration aliases(List<String> names) {
        this.aliases = allGiven("aliases", names);
        return this;
    }

    /**
     * What follows the entry after a {@code #}, in one line; the empty text for none. The comment
     * that is there stays unless this is set.
     */
    public HostDeclaration comment(String text) {
        this.comment = given("comment", text);
        return this;
    }

    /** Takes all entries of the name away. */
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
