package io.labctl.catalog.module;

import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SymlinkResource;

/** Declares a {@link SymlinkResource}. */
public final class SymlinkDeclaration extends Declaration<SymlinkDeclaration> {
    private final String path;
    private final String target;
    private Presence ensure = Presence.PRESENT;

    SymlinkDeclaration(String path, String target) {
        super(SymlinkResource.TYPE, path);
        this.path = named("path", path);
        this.target = named("target", target);
    }

    /** Takes the link away; what it points at stays. */
    public SymlinkDeclaration absent() {
        this.ensure = Presence.ABSENT;
        return this;
    }

    @Override
    Resource resource() {
        return new SymlinkResource(path, ensure, target);
    }

    @Override
    SymlinkDeclaration self() {
        return this;
    }
}
