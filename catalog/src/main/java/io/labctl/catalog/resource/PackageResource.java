package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
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
        Rules.word("package", name);
        if (name.endsWith("-")) {
            // apt-get would read it as an order to remove the package before the hyphen.
            throw InvalidInput.inField(
                    "package", "package '%s' ends with a hyphen".formatted(name));
        }
        if (version != null) {
            Rules.word("version", version);
        }
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, name);
    }
}
