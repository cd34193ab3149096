package io.labctl.agent.type;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Root;
import io.labctl.agent.present.Present;
import io.labctl.agent.present.PresentPaths;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.type.group.PresentGroups;
import io.labctl.agent.type.host.PresentHosts;
import io.labctl.agent.type.pkg.PresentPackages;
import io.labctl.agent.type.service.PresentServices;
import io.labctl.agent.type.symlink.PresentLinks;
import io.labctl.agent.type.sysctl.PresentSettings;
import io.labctl.agent.type.sysctl.SysctlType;
import io.labctl.agent.type.user.PresentUsers;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ServiceResource;
import io.labctl.catalog.resource.SymlinkResource;
import io.labctl.catalog.resource.SysctlResource;
import io.labctl.catalog.resource.UserResource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The types whose resources can be told of a machine. */
public final class PresentTypes {
    private PresentTypes() {}

    /** By the type's name. */
    public static SortedMap<String, Present> of(ManagedMachine machine, Backups backups) {
        Root root = machine.root();
        return new TreeMap<>(
                Map.of(
                        DirectoryResource.TYPE,
                        new PresentPaths(root, PathKind.DIRECTORY, PresentTypes::directory),
                        FileResource.TYPE,
                        new PresentPaths(root, PathKind.FILE, PresentTypes::file),
                        GroupResource.TYPE,
                        new PresentGroups(root),
                        HostResource.TYPE,
                        new PresentHosts(root),
                        PackageResource.TYPE,
                        new PresentPackages(machine.packages()),
                        ServiceResource.TYPE,
                        new PresentServices(machine.services()),
                        SymlinkResource.TYPE,
                        new PresentLinks(root),
                        SysctlResource.TYPE,
                        new PresentSettings(new SysctlType(root, backups)),
                        UserResource.TYPE,
                        new PresentUsers(root)));
    }

    private static Resource directory(String path, Access access) {
        return new DirectoryResource(
                path, Presence.PRESENT, access.owner(), access.group(), access.mode(), null);
    }

    private static Resource file(String path, Access access) {
        return new FileResource(
                path,
                Presence.PRESENT,
                null,
                access.owner(),
                access.group(),
                access.mode(),
                List.of(),
                true);
    }
}
