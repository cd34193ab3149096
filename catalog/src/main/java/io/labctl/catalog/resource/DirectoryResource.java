package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory; its parents must exist. An absent one is removed only when it is empty.
 *
 * @param mode 3 or 4 octal digits; null leaves the mode as it is (a new directory gets 0755)
 */
public record DirectoryResource(
        String path,
        Presence ensure,
        @Nullable String owner,
        @Nullable String group,
        @Nullable String mode)
        implements Resource {
    public static final String TYPE = "directory";

    public DirectoryResource {
        Rules.absolutePath(path);
        Rules.account("owner", owner);
        Rules.account("group", group);
        Rules.mode(mode);
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, path);
    }

    @Override
    @JsonIgnore
    public List<ResourceId> comesAfter() {
        return Rules.around(path, owner, group);
    }
}
