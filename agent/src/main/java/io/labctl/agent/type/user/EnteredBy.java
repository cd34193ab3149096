package io.labctl.agent.type.user;

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
import java.util.regex.Pattern;

/** What an account rests on, such as its home and its keys, as other resources may change it. */
final class EnteredBy {
    private static final Pattern KEYS = Pattern.compile(".*/\\.ssh(/.*)?", Pattern.DOTALL);

    private EnteredBy() {}

    /** By a program that nobody here knows, too. */
    static boolean mayMakePossible(UserResource wanted, Resource earlier) {
        return switch (earlier) {
            case PackageResource _, ExecResource _, ServiceResource _, MountResource _ -> true;
            case FileResource file ->
                    isAboutKeys(wanted, file.path()) || isOnTheWayHome(wanted, file.path());
            case SymlinkResource link ->
                    isAboutKeys(wanted, link.path()) || isOnTheWayHome(wanted, link.path());
            case DirectoryResource directory ->
                    directory.tree() != null
                            || isAboutKeys(wanted, directory.path())
                            || isOnTheWayHome(wanted, directory.path());
            case GroupResource group ->
                    wanted.onlyKeys() != null && group.members().contains(wanted.name());
            case UserResource other ->
                    wanted.uid() != null
                            || wanted.home() != null
                            || wanted.manageHome()
                            || other.ensure() == Presence.ABSENT;
            case LineResource _,
                    AuthorizedKeyResource _,
                    HostResource _,
                    CronResource _,
                    SysctlResource _,
                    CheckResource _ ->
                    false;
        };
    }

    private static boolean isOnTheWayHome(UserResource wanted, String path) {
        String home = Homes.ofNew(wanted);
        return Path.of(home).startsWith(path) || Path.of(path).startsWith(home);
    }

    /** In any home: where an account has its own need not be declared. */
    private static boolean isAboutKeys(UserResource wanted, String path) {
        return wanted.onlyKeys() != null && KEYS.matcher(path).matches();
    }
}
