package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * A system service.
 *
 * @param running whether it should run now; null leaves it
 * @param enabled whether it should start at boot; null leaves it
 */
public record ServiceResource(String name, @Nullable Boolean running, @Nullable Boolean enabled)
        implements Resource {
    public static final String TYPE = "service";

    public ServiceResource {
        Rules.word("service", name);
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, name);
    }
}
