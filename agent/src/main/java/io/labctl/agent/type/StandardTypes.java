package io.labctl.agent.type;

import io.labctl.agent.apply.ContentSource;
import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.apply.ResourceTypes;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.type.authorizedkey.AuthorizedKeyType;
import io.labctl.agent.type.check.CheckType;
import io.labctl.agent.type.cron.CronType;
import io.labctl.agent.type.directory.DirectoryType;
import io.labctl.agent.type.exec.ExecType;
import io.labctl.agent.type.file.FileType;
import io.labctl.agent.type.file.Placement;
import io.labctl.agent.type.file.WantedContent;
import io.labctl.agent.type.group.GroupType;
import io.labctl.agent.type.host.HostType;
import io.labctl.agent.type.line.LineType;
import io.labctl.agent.type.mount.MountType;
import io.labctl.agent.type.pkg.PackageType;
import io.labctl.agent.type.service.ServiceType;
import io.labctl.agent.type.symlink.SymlinkType;
import io.labctl.agent.type.sysctl.SysctlType;
import io.labctl.agent.type.user.UserType;
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

/** All the types that an agent knows; each is one package and one line here. */
public final class StandardTypes implements ResourceTypes {
    private final ManagedMachine machine;
    private final ContentSource contents;
    private final Backups backups;
    private final Path own;

    /**
     * The types on one machine.
     *
     * @param own the agent's own folder
     */
    public StandardTypes(
            ManagedMachine machine, ContentSource contents, Backups backups, Path own) {
        this.machine = machine;
        this.contents = contents;
        this.backups = backups;
        this.own = own;
    }

    @Override
    public ResourceType<?, ?> of(Resource resource) {
        Root root = machine.root();
        Commands commands = machine.commands();
        return switch (resource) { // no default: a new type must not compile until it is here
            case FileResource _ -> file();
            case DirectoryResource _ -> directories();
            case LineResource _ -> new LineType(root, backups);
            case SymlinkResource _ -> new SymlinkType(root);
            case PackageResource _ -> new PackageType(machine.packages());
            case ServiceResource _ -> new ServiceType(machine.services());
            case UserResource _ -> new UserType(root, commands, backups, directories());
            case GroupResource _ -> new GroupType(root, commands);
            case AuthorizedKeyResource _ -> new AuthorizedKeyType(root, backups);
            case HostResource _ -> new HostType(root, backups);
            case CronResource _ -> new CronType(root, commands, backups);
            case SysctlResource _ -> new SysctlType(root, backups);
            case MountResource _ -> new MountType(root, commands, backups);
            case ExecResource _ -> new ExecType(root, commands, machine.time());
            case CheckResource _ -> new CheckType(commands, machine.time());
        };
    }

    private DirectoryType directories() {
        return new DirectoryType(machine.root(), backups, own);
    }

    private FileType file() {
        return new FileType(
                machine.root(),
                new WantedContent(contents),
                new Placement(machine.root(), machine.commands(), backups));
    }
}
