package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * A package of the machine's own package manager.
 *
 * @param version the exact version as the package manager writes it; null accepts any
 */
public record PackageResource(String name, Presence ensure, @Nullable String version)
        implements Resource {
    public static final String TYPE = "package";

    public PackageResource {
        Rules.packageName("package", name);
        Rules.packageVersion("version", version);
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, name);
    }
}
