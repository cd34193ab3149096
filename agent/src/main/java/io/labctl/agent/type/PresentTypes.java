package io.labctl.agent.type;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Root;
import io.labctl.agent.present.Present;
import io.labctl.agent.present.PresentPaths;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.type.authorizedkey.PresentKeys;
import io.labctl.agent.type.cron.CronType;
import io.labctl.agent.type.cron.PresentJobs;
import io.labctl.agent.type.group.PresentGroups;
import io.labctl.agent.type.host.PresentHosts;
import io.labctl.agent.type.mount.MountType;
import io.labctl.agent.type.mount.PresentMounts;
import io.labctl.agent.type.pkg.PresentPackages;
import io.labctl.agent.type.service.PresentServices;
import io.labctl.agent.type.symlink.PresentLinks;
import io.labctl.agent.type.sysctl.PresentSettings;
import io.labctl.agent.type.sysctl.SysctlType;
import io.labctl.agent.type.user.PresentUsers;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ServiceResource;
import io.labctl.catalog.resource.SymlinkResource;
import io.labctl.catalog.resource.SysctlResource;
import io.labctl.catalog.resource.UserResource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The types whose resources can be told of a machine. */
public final class PresentTypes {
    private PresentTypes() {}

    /** By the type's name. */
    public static SortedMap<String, Present> of(ManagedMachine machine, Backups backups) {
        Root root = machine.root();
        Commands commands = machine.commands();
        var types = new TreeMap<String, Present>();
        types.put(AuthorizedKeyResource.TYPE, new PresentKeys(root, backups));
        types.put(CronResource.TYPE, new PresentJobs(root, new CronType(root, commands, backups)));
        types.put(
                DirectoryResource.TYPE,
                new PresentPaths(root, PathKind.DIRECTORY, PresentTypes::directory));
        types.put(FileResource.TYPE, new PresentPaths(root, PathKind.FILE, PresentTypes::file));
        types.put(GroupResource.TYPE, new PresentGroups(root));
        types.put(HostResource.TYPE, new PresentHosts(root));
        types.put(MountResource.TYPE, new PresentMounts(new MountType(root, commands, backups)));
        types.put(PackageResource.TYPE, new PresentPackages(machine.packages()));
        types.put(ServiceResource.TYPE, new PresentServices(machine.services()));
        types.put(SymlinkResource.TYPE, new PresentLinks(root));
        types.put(SysctlResource.TYPE, new PresentSettings(root, new SysctlType(root, backups)));
        types.put(UserResource.TYPE, new PresentUsers(root));
        return types;
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
                true,
                true);
    }
}
