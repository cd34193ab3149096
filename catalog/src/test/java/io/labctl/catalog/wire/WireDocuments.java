package io.labctl.catalog.wire;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.Phase;
import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.api.EnrollRequest;
import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.CheckResource;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.ExecResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.Login;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.MountState;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.resource.SysctlResource;
import io.labctl.catalog.resource.Tree;
import io.labctl.catalog.resource.UserResource;
import io.labctl.catalog.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** One of each kind of what comes over the wire, with as many of its parts as there are. */
final class WireDocuments {
    static final List<Record> ALL =
            List.of(
                    catalog(),
                    report(),
                    new CatalogRequest(
                            new Facts(Map.of("os", Map.of("name", "Debian"), "n", List.of(1, 2.5))),
                            "0".repeat(64),
                            "0.1.0",
                            Duration.ofMinutes(30)),
                    new TokenRequest(
                            new DnsLabel("lab"),
                            new DnsLabel("dev"),
                            new DnsLabel("web"),
                            new TreeMap<>(Map.of("rack", "r1")),
                            false,
                            Duration.ofHours(1),
                            new ServerName("web1")),
                    new EnrollRequest("abcdefghi9", new Secret("s"), new ServerName("w"), "csr"));

    private WireDocuments() {}

    private static Catalog catalog() {
        List<Resource> resources =
                List.of(
                        new PackageResource(
                                "htop",
                                Presence.PRESENT,
                                ">= 3.2.2-2, < 4",
                                true,
                                false,
                                List.of()),
                        new FileResource(
                                "/etc/motd",
                                Presence.PRESENT,
                                new Content.Inline("hello"),
                                "root",
                                null,
                                "0644",
                                List.of("true"),
                                true,
                                true),
                        new FileResource(
                                "/etc/large",
                                Presence.PRESENT,
                                new Content.Stored("0".repeat(64), 7),
                                null,
                                null,
                                null,
                                List.of(),
                                false,
                                true),
                        new FileResource(
                                "/etc/bytes",
                                Presence.PRESENT,
                                Content.of(new byte[] {0, (byte) 0xff}),
                                null,
                                null,
                                null,
                                List.of(),
                                true,
                                true),
                        new DirectoryResource(
                                "/etc/app.d",
                                Presence.PRESENT,
                                null,
                                null,
                                null,
                                new Tree(
                                        true,
                                        "0640",
                                        true,
                                        List.of("*.local"),
                                        List.of("/etc/app.d/conf"),
                                        List.of(),
                                        true)),
                        new LineResource(
                                "/etc/login.defs",
                                "UMASK 027",
                                Presence.PRESENT,
                                "^UMASK",
                                false,
                                null,
                                null,
                                LineResource.MissingFile.SKIP,
                                true,
                                false),
                        new HostResource("db1", Presence.PRESENT, "192.0.2.1", List.of("db"), null),
                        new UserResource(
                                "ada",
                                Presence.PRESENT,
                                7L,
                                null,
                                List.of("adm"),
                                "/srv/ada",
                                null,
                                "Ada",
                                false,
                                true,
                                true,
                                new Login(new Secret("*"), false, Login.NEVER, 0, 90, 7),
                                List.of("AAAA")),
                        new GroupResource(
                                "ops", Presence.PRESENT, null, true, List.of("ada"), true),
                        new AuthorizedKeyResource(
                                "ada",
                                "old laptop",
                                Presence.ABSENT,
                                null,
                                List.of("no-pty"),
                                null),
                        new SysctlResource("vm.swappiness", Presence.PRESENT, "10", true, true),
                        new MountResource(
                                "/srv",
                                MountState.MOUNTED,
                                "tmpfs",
                                "tmpfs",
                                List.of("size=1m"),
                                0,
                                0),
                        new CronResource(
                                "clean",
                                Presence.PRESENT,
                                "0 3 * * *",
                                "root",
                                "true",
                                new TreeMap<>(Map.of("PATH", "/bin"))),
                        new ExecResource(
                                "once",
                                List.of("true"),
                                "/srv/done",
                                List.of(List.of("test", "-e", "/a"), List.of("false")),
                                List.of(),
                                new TreeMap<>(),
                                null,
                                null,
                                "027",
                                Duration.ofMinutes(5),
                                List.of(0, 2),
                                3,
                                Duration.ofSeconds(1),
                                false),
                        new CheckResource("fine", List.of("true"), Duration.ofSeconds(10)));
        Stream<CatalogEntry> entries =
                resources.stream()
                        .map(
                                each ->
                                        new CatalogEntry(
                                                each,
                                                "m",
                                                Phase.CONFIGURE,
                                                List.of(),
                                                List.of(),
                                                List.of()));
        return new Catalog(
                Catalog.FORMAT,
                "lab://agent/lab/dev/web1",
                List.of(new ModuleVersion("m", "1.0", "0".repeat(64))),
                entries.toList());
    }

    private static Report report() {
        var resource =
                new ResourceReport(
                        new ResourceId("file", "/etc/motd"),
                        ResourceOutcome.CHANGED,
                        3,
                        List.of(new Change("content", "a", "b", "-a\n+b\n")),
                        "why");
        return new Report(
                UUID.fromString("0197a000-0000-7000-8000-000000000001"),
                new ServerName("web1"),
                RunOutcome.CHANGED,
                "0".repeat(64),
                Instant.parse("2026-01-31T07:55:00Z"),
                12,
                false,
                "0.1.0",
                List.of(resource),
                List.of(RunNote.warning("a line")),
                new Facts(Map.of("os", Map.of("name", "Debian"))));
    }
}
