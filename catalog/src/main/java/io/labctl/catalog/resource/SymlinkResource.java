package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
import java.util.List;

/**
 * A symbolic link.
 *
 * @param target what it points at, as written in the link: absolute, or relative to the link's
 *     directory
 */
public record SymlinkResource(String path, Presence ensure, String target) implements Resource {
    public static final String TYPE = "symlink";

    public SymlinkResource {
        Rules.absolutePath(path);
        if (ensure == Presence.PRESENT && (target.isEmpty() || target.indexOf('\0') >= 0)) {
            throw InvalidInput.inField("target", "symlink '%s' needs a target".formatted(path));
        }
        Rules.asLongAsAPath("target", "target of symlink '%s':".formatted(path), target);
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, path);
    }

    @Override
    @JsonIgnore
    public List<String> paths() {
        return List.of(path);
    }

    @Override
    @JsonIgnore
    public List<ResourceId> comesAfter() {
        return Rules.around(path, null, null);
    }
}
