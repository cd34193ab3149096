package io.labctl.catalog.module;

import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import java.util.List;

/** Declares a {@link HostResource}. */
public final class HostDeclaration extends Declaration<HostDeclaration> {
    private final String name;
    private Presence ensure = Presence.PRESENT;
    private String ip = "";
    private List<String> aliases = List.of();

    HostDeclaration(String name) {
        this.name = name;
    }

    public HostDeclaration ip(String address) {
        this.ip = address;
        return this;
    }

    public HostDeclaration aliases(List<String> names) {
        this.aliases = names;
        return this;
    }

    public HostDeclaration absent() {
        this.ensure = Presence.ABSENT;
        return this;
    }

    @Override
    Resource resource() {
        return new HostResource(name, ensure, ip, aliases);
    }

    @Override
    HostDeclaration self() {
        return this;
    }
}
