package io.labctl.agent.type.directory;

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
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ServiceResource;
import io.labctl.catalog.resource.SymlinkResource;
import io.labctl.catalog.resource.SysctlResource;
import io.labctl.catalog.resource.UserResource;
import java.nio.file.Path;

/** What keeps a directory from being removed, as other resources may take it away. */
final class Emptied {
    private Emptied() {}

    /** By a mount at it, above or below it, what is removed from it, or a program. */
    static boolean mayBeBy(Resource earlier, Path directory) {
        return switch (earlier) {
            case MountResource mount ->
                    directory.startsWith(mount.target())
                            || Path.of(mount.target()).startsWith(directory);
            case ExecResource _, ServiceResource _, PackageResource _ -> true;
            case FileResource file -> isOutOf(directory, file.path(), file.ensure());
            case DirectoryResource other ->
                    isOutOf(directory, other.path(), other.ensure()) || other.tree() != null;
            case SymlinkResource link -> isOutOf(directory, link.path(), link.ensure());
            case CronResource cron -> cron.ensure() == Presence.ABSENT;
            case SysctlResource sysctl -> sysctl.ensure() == Presence.ABSENT;
            case UserResource user -> user.ensure() == Presence.ABSENT || user.manageHome();
            case LineResource _,
                    GroupResource _,
                    AuthorizedKeyResource _,
                    HostResource _,
                    CheckResource _ ->
                    false;
        };
    }

    private static boolean isOutOf(Path directory, String path, Presence ensure) {
        return ensure == Presence.ABSENT && Path.of(path).startsWith(directory);
    }
}
