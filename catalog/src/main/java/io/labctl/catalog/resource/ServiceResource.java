package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * A system service.
 *
 * @param running whether it should run now; null leaves it
 * @param enabled whether it should start at boot; null leaves it
 * @param masked whether nothing may start it; null leaves it
 */
public record ServiceResource(
        String name, @Nullable Boolean running, @Nullable Boolean enabled, @Nullable Boolean masked)
        implements Resource {
    public static final String TYPE = "service";

    public ServiceResource {
        Rules.word("service", name);
        boolean wanted = Boolean.TRUE.equals(running) || Boolean.TRUE.equals(enabled);
        if (wanted && Boolean.TRUE.equals(masked)) {
            throw InvalidInput.inField(
                    "masked",
                    "service '%s' is to be masked, so it can neither be started nor enabled"
                            .formatted(name));
        }
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, name);
    }
}
