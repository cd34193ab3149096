package io.labctl.catalog.present;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
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
import java.util.List;

/** Present resources in the language of modules. */
final class JavaText {
    private JavaText() {}

    /** The statement that declares it. */
    static String of(Resource resource) {
        return statement(resource).toString();
    }

    private static Statement statement(Resource resource) {
        return switch (resource) { // no default: a new type must not compile until it is here
            case FileResource file -> file(file);
            case DirectoryResource directory -> directory(directory);
            case SymlinkResource link -> new Statement("symlink", link.path(), link.target());
            case PackageResource pkg -> pkg(pkg);
            case ServiceResource service -> service(service);
            case UserResource user -> user(user);
            case GroupResource group ->
                    new Statement("group", group.name()).with("gid", group.gid());
            case HostResource host -> host(host);
            case SysctlResource setting -> sysctl(setting);
            case AuthorizedKeyResource key -> key(key);
            case CronResource job -> cron(job);
            case MountResource mount -> mount(mount);
            case LineResource _ -> throw notTold(resource);
            case ExecResource _ -> throw notTold(resource);
            case CheckResource _ -> throw notTold(resource);
        };
    }

    private static Statement file(FileResource file) {
        return new Statement("file", file.path())
                .with("owner", file.owner())
                .with("group", file.group())
                .with("mode", file.mode());
    }

    private static Statement directory(DirectoryResource directory) {
        return new Statement("directory", directory.path())
                .with("owner", directory.owner())
                .with("group", directory.group())
                .with("mode", directory.mode());
    }

    private static Statement pkg(PackageResource pkg) {
        return new Statement("pkg", pkg.name())
                .with("version", pkg.version())
                .either(pkg.held(), "hold", "notHeld");
    }

    private static Statement service(ServiceResource service) {
        return new Statement("service", service.name())
                .either(service.running(), "running", "stopped")
                .either(service.enabled(), "enabled", "disabled")
                .either(service.masked(), "masked", "notMasked");
    }

    private static Statement user(UserResource user) {
        return new Statement("user", user.name())
                .with("uid", user.uid())
                .with("group", user.group())
                .with("groups", user.groups())
                .with("home", user.home())
                .with("shell", user.shell())
                .with("comment", user.comment());
    }

    private static Statement host(HostResource host) {
        return new Statement("host", host.name())
                .with("ip", host.ip())
                .with("aliases", host.aliases())
                .with("comment", host.comment());
    }

    private static Statement sysctl(SysctlResource setting) {
        return new Statement("sysctl", setting.name(), setting.value())
                .either(setting.persistent() ? null : true, "runtimeOnly", "");
    }

    private static Statement key(AuthorizedKeyResource key) {
        return new Statement("authorizedKey", key.user(), key.name())
                .with("key", String.valueOf(key.key()))
                .each("options", key.options());
    }

    private static Statement cron(CronResource job) {
        var statement =
                new Statement("cron", job.name())
                        .with("schedule", job.schedule())
                        .with("user", job.user())
                        .with("command", job.command());
        job.environment()
                .forEach((name, value) -> statement.each("environment", List.of(name, value)));
        return statement;
    }

    private static Statement mount(MountResource mount) {
        var statement =
                mount.isSwap()
                        ? new Statement("swap", mount.target())
                        : new Statement("mount", mount.target())
                                .with("device", mount.device())
                                .with("type", mount.fileSystem());
        statement
                .each("options", mount.options())
                .with("dump", mount.dump() == 0 ? null : (long) mount.dump())
                .with("pass", mount.pass() == 0 ? null : (long) mount.pass());
        return switch (mount.state()) {
            case MOUNTED -> statement;
            case DEFINED -> statement.either(true, "defined", "");
            case UNMOUNTED -> statement.either(true, "unmounted", "");
            case ABSENT -> statement.either(true, "absent", "");
        };
    }

    /** Another version of an agent may find what is not told here. */
    private static InvalidInput notTold(Resource resource) {
        return new InvalidInput(
                "%s cannot be shown in the language of modules, only as yaml or json"
                        .formatted(Printable.of(resource.id().toString())));
    }
}
