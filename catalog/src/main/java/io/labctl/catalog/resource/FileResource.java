package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular file. New content is put in its place in one step; owner, group, mode, access lists and
 * extended attributes stay as they are where nothing else is set, and what stood there is kept.
 * Where SELinux is on, a new one gets the label that the policy has for its path, unless others
 * than root can change the way to it.
 *
 * @param content what it should hold; null leaves the content as it is (an absent file becomes
 *     empty)
 * @param mode 3 or 4 octal digits; null leaves the mode as it is (a new file gets 0644)
 * @param validate a program with its arguments that must exit 0 before the new content is put in
 *     place; {@code {file}} in an argument stands for the candidate's path; empty means no check
 * @param backup whether a replaced or removed file is kept on the machine
 * @param replace whether a file that is already there gets the content; else only a new one does
 */
public record FileResource(
        String path,
        Presence ensure,
        @Nullable Content content,
        @Nullable String owner,
        @Nullable String group,
        @Nullable String mode,
        List<String> validate,
        boolean backup,
        boolean replace)
        implements Resource {
    public static final String TYPE = "file";

    public FileResource {
        Rules.absolutePath(path);
        Rules.account("owner", owner);
        Rules.account("group", group);
        Rules.mode(mode);
        validate = List.copyOf(validate);
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
        return Rules.around(path, owner, group);
    }
}
