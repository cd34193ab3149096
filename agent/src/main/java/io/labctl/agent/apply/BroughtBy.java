package io.labctl.agent.apply;

import io.labctl.agent.machine.Missing;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.ExecResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ServiceResource;
import io.labctl.catalog.resource.SymlinkResource;
import io.labctl.catalog.resource.UserResource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What may bring something that is missing: a program that nobody here knows may bring anything.
 */
final class BroughtBy {
    private static final String USERS = "/etc/passwd";
    private static final String GROUPS = "/etc/group";
    private static final String KEYS = ".ssh";
    private static final int EXECUTED = 0111;

    private final Missing missing;

    BroughtBy(Missing missing) {
        this.missing = missing;
    }

    boolean mayBe(Resource earlier) {
        if (earlier instanceof PackageResource
                || earlier instanceof ExecResource
                || earlier instanceof ServiceResource) {
            return true;
        }
        return switch (missing.kind()) {
            case USER -> isText(earlier, USERS) || isUser(earlier);
            case GROUP -> isText(earlier, GROUPS) || isUser(earlier) || isGroup(earlier);
            case PROGRAM, DEVICE -> mayBringFile(earlier);
            case DIRECTORY -> mayBringDirectory(earlier);
        };
    }

    private static boolean isText(Resource earlier, String path) {
        return switch (earlier) {
            case FileResource file -> file.path().equals(path);
            case LineResource line -> line.path().equals(path);
            default -> false;
        };
    }

    /** A new account has a group of its own name. */
    private boolean isUser(Resource earlier) {
        return earlier instanceof UserResource user && user.name().equals(missing.name());
    }

    private boolean isGroup(Resource earlier) {
        return earlier instanceof GroupResource group && group.name().equals(missing.name());
    }

    /** A link may lead to any other; a directory alone brings none. */
    private boolean mayBringFile(Resource earlier) {
        return switch (earlier) {
            case MountResource _, SymlinkResource _ -> true;
            case DirectoryResource directory -> directory.tree() != null;
            case FileResource file -> isExecuted(file.mode()) || file.path().equals(missing.name());
            default -> false;
        };
    }

    private static boolean isExecuted(@Nullable String mode) {
        return mode != null && (Integer.parseInt(mode, 8) & EXECUTED) != 0;
    }

    /** One that was made by another way to it, over a link, has the same name at the end. */
    private boolean mayBringDirectory(Resource earlier) {
        Path wanted = Path.of(missing.name());
        return switch (earlier) {
            case MountResource _, SymlinkResource _ -> true;
            case DirectoryResource directory ->
                    directory.tree() != null
                            || wanted.endsWith(Path.of(directory.path()).getFileName());
            case UserResource user -> user.manageHome() || user.onlyKeys() != null;
            case FileResource file -> file.path().equals(missing.name());
            case AuthorizedKeyResource _ -> wanted.endsWith(KEYS);
            default -> false;
        };
    }
}
