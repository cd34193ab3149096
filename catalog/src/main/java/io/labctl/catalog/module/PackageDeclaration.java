package io.labctl.catalog.module;

import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import org.jspecify.annotations.Nullable;

/** Declares a {@link PackageResource}. */
public final class PackageDeclaration extends Declaration<PackageDeclaration> {
    private final String name;
    private Presence ensure = Presence.PRESENT;
    private @Nullable String version;

    PackageDeclaration(String name) {
        this.name = name;
    }

    /** Exactly this version, as the package manager writes it. */
    public PackageDeclaration version(String exact) {
        this.version = exact;
        return this;
    }

    /** Takes the package away and leaves its configuration. */
    public PackageDeclaration absent() {
        this.ensure = Presence.ABSENT;
        return this;
    }

    @Override
    Resource resource() {
        return new PackageResource(name, ensure, version);
    }

    @Override
    PackageDeclaration self() {
        return this;
    }
}
