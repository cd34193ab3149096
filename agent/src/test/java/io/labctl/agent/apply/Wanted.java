package io.labctl.agent.apply;

import io.labctl.catalog.resource.CheckResource;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.ExecResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.ServiceResource;
import io.labctl.catalog.resource.UserResource;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resources as tests want them, with what does not matter left out. */
public final class Wanted {
    private Wanted() {}

    public static FileResource file(String path, String text) {
        return file(path, new Content.Inline(text), null);
    }

    public static FileResource file(String path, @Nullable Content content, @Nullable String mode) {
        return new FileResource(
                path, Presence.PRESENT, content, null, null, mode, List.of(), true, true);
    }

    public static FileResource fileOf(String path, String owner, String group) {
        return new FileResource(
                path,
                Presence.PRESENT,
                new Content.Inline("x"),
                owner,
                group,
                null,
                List.of(),
                true,
                true);
    }

    public static FileResource validated(String path, String text, String... validate) {
        return new FileResource(
                path,
                Presence.PRESENT,
                new Content.Inline(text),
                null,
                null,
                null,
                List.of(validate),
                true,
                true);
    }

    public static FileResource withoutReplacing(String path, String text, String mode) {
        return new FileResource(
                path,
                Presence.PRESENT,
                new Content.Inline(text),
                null,
                null,
                mode,
                List.of(),
                true,
                false);
    }

    public static LineResource line(String path, String text, @Nullable String matching) {
        return new LineResource(
                path,
                text,
                Presence.PRESENT,
                matching,
                false,
                null,
                null,
                LineResource.MissingFile.FAIL,
                true,
                false);
    }

    public static FileResource noFile(String path) {
        return new FileResource(
                path, Presence.ABSENT, null, null, null, null, List.of(), true, true);
    }

    public static DirectoryResource directory(String path, @Nullable String mode) {
        return new DirectoryResource(path, Presence.PRESENT, null, null, mode, null);
    }

    public static DirectoryResource noDirectory(String path) {
        return new DirectoryResource(path, Presence.ABSENT, null, null, null, null);
    }

    public static PackageResource pkg(String name) {
        return new PackageResource(name, Presence.PRESENT, null, null, false, List.of());
    }

    public static PackageResource pkg(String name, String version) {
        return new PackageResource(name, Presence.PRESENT, version, null, false, List.of());
    }

    /** In whichever version, held or not held. */
    public static PackageResource pkg(String name, @Nullable String version, boolean held) {
        return new PackageResource(name, Presence.PRESENT, version, held, false, List.of());
    }

    public static PackageResource pkgWith(
            String name, @Nullable String version, String... options) {
        return new PackageResource(name, Presence.PRESENT, version, null, false, List.of(options));
    }

    public static PackageResource purged(String name) {
        return new PackageResource(name, Presence.ABSENT, null, null, true, List.of());
    }

    public static PackageResource noPkg(String name) {
        return new PackageResource(name, Presence.ABSENT, null, null, false, List.of());
    }

    public static ServiceResource service(String name) {
        return new ServiceResource(name, true, true, null);
    }

    public static ServiceResource service(String name, boolean running, boolean masked) {
        return new ServiceResource(name, running, null, masked);
    }

    public static HostResource host(String name, String ip, String... aliases) {
        return new HostResource(name, Presence.PRESENT, ip, List.of(aliases), null);
    }

    public static HostResource remarked(String name, String ip, String comment) {
        return new HostResource(name, Presence.PRESENT, ip, List.of(), comment);
    }

    public static HostResource noHost(String name) {
        return new HostResource(name, Presence.ABSENT, "", List.of(), null);
    }

    public static CronResource cron(String name, String command) {
        return new CronResource(
                name, Presence.PRESENT, "*/5 * * * *", "root", command, new TreeMap<>());
    }

    public static CronResource noCron(String name) {
        return new CronResource(name, Presence.ABSENT, "", "root", "", new TreeMap<>());
    }

    public static GroupResource group(String name, @Nullable Long gid) {
        return new GroupResource(name, Presence.PRESENT, gid, true, List.of(), false);
    }

    public static GroupResource noGroup(String name) {
        return new GroupResource(name, Presence.ABSENT, null, false, List.of(), false);
    }

    public static UserResource user(String name, String shell, List<String> groups) {
        return new UserResource(
                name,
                Presence.PRESENT,
                null,
                null,
                groups,
                "/srv/" + name,
                shell,
                "made by a test",
                true,
                true,
                false,
                null,
                null);
    }

    public static UserResource noUser(String name) {
        return new UserResource(
                name,
                Presence.ABSENT,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                false,
                true,
                false,
                null,
                null);
    }

    /** A command without conditions. */
    public static ExecResource exec(String title, String... command) {
        return exec(title, null, false, command);
    }

    public static ExecResource onNotify(String title, String... command) {
        return exec(title, null, true, command);
    }

    public static ExecResource exec(
            String title, @Nullable String creates, boolean onNotifyOnly, String... command) {
        return new ExecResource(
                title,
                List.of(command),
                creates,
                List.of(),
                List.of(),
                new TreeMap<>(),
                null,
                null,
                null,
                Duration.ofSeconds(10),
                List.of(0),
                1,
                Duration.ZERO,
                onNotifyOnly);
    }

    public static CheckResource check(String title, String... command) {
        return new CheckResource(title, List.of(command), Duration.ofSeconds(3));
    }
}
