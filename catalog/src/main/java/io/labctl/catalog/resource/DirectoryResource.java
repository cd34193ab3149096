package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A directory; its parents must exist. An absent one is removed only when it is empty, unless all
 * that is in it goes with it. Where SELinux is on, a new one gets the label that the policy has for
 * its path, unless others than root can change the way to it.
 *
 * @param mode 3 or 4 octal digits; null leaves the mode as it is (a new directory gets 0755)
 * @param tree what is wanted of everything below; with an absent directory, that it is removed too;
 *     null leaves it alone
 */
public record DirectoryResource(
        String path,
        Presence ensure,
        @Nullable String owner,
        @Nullable String group,
        @Nullable String mode,
        @Nullable Tree tree)
        implements Resource {
    public static final String TYPE = "directory";

    public DirectoryResource {
        Rules.absolutePath(path);
        Rules.account("owner", owner);
        Rules.account("group", group);
        Rules.mode(mode);
        if (tree != null && path.equals("/")) {
            throw InvalidInput.inField(
                    "path", "what is below '/' is not managed as a whole: name a directory in it");
        }
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

    @Override
    @JsonIgnore
    public List<String> paths() {
        return List.of(path);
    }

    /**
     * The same, knowing what else the catalog manages.
     *
     * @param all what the other resources are and manage
     */
    public DirectoryResource beside(Collection<Resource> all) {
        if (tree == null) {
            return this;
        }
        String below = path + "/";
        var others = new TreeSet<String>();
        var apart = new TreeSet<String>();
        for (Resource each : all) {
            each.paths().stream().filter(other -> other.startsWith(below)).forEach(others::add);
            if (each instanceof DirectoryResource other
                    && other.tree != null
                    && other.path.startsWith(below)) {
                apart.add(other.path);
            }
        }
        return new DirectoryResource(
                path,
                ensure,
                owner,
                group,
                mode,
                tree.beside(List.copyOf(others), List.copyOf(apart)));
    }
}
