package io.labctl.agent.type.exec;

import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.CheckResource;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.ExecResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ServiceResource;
import io.labctl.catalog.resource.SymlinkResource;
import io.labctl.catalog.resource.SysctlResource;
import io.labctl.catalog.resource.UserResource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a command rests on: its program, its user and its directory, as others may bring them. */
final class StartedBy {
    private static final String USERS = "/etc/passwd";
    private static final int EXECUTED = 0111;

    private StartedBy() {}

    /** By a program that nobody here knows, too; a link may lead from the program to any other. */
    static boolean mayMakePossible(ExecResource wanted, Resource earlier) {
        return switch (earlier) {
            case PackageResource _,
                    ExecResource _,
                    ServiceResource _,
                    MountResource _,
                    SymlinkResource _ ->
                    true;
            case FileResource file ->
                    isExecuted(file.mode())
                            || Path.of(file.path()).equals(program(wanted))
                            || isOfUsers(wanted, file.path());
            case DirectoryResource directory ->
                    directory.tree() != null || place(wanted).startsWith(directory.path());
            case UserResource user -> user.name().equals(wanted.user()) || user.manageHome();
            case LineResource line -> isOfUsers(wanted, line.path());
            case GroupResource _,
                    AuthorizedKeyResource _,
                    HostResource _,
                    CronResource _,
                    SysctlResource _,
                    CheckResource _ ->
                    false;
        };
    }

    private static boolean isExecuted(@Nullable String mode) {
        return mode != null && (Integer.parseInt(mode, 8) & EXECUTED) != 0;
    }

    private static boolean isOfUsers(ExecResource wanted, String path) {
        return wanted.user() != null && path.equals(USERS);
    }

    /** One without a path is looked for in {@code PATH}, where no directory alone brings it. */
    private static Path program(ExecResource wanted) {
        return place(wanted).resolve(wanted.command().getFirst());
    }

    private static Path place(ExecResource wanted) {
        return Path.of(wanted.directory() == null ? "/" : wanted.directory());
    }
}
