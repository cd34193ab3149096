package io.labctl.catalog.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.Phase;
import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.api.EnrollRequest;
import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.Printable;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever comes over the wire becomes a value or one printable sentence. */
class WireJsonFuzzTest {
    private static final JsonMapper JSON = WireJson.mapper();
    private static final List<Record> GOOD =
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

    /** Values that a field may not expect, as JSON. */
    private static final List<String> ODD =
            List.of(
                    "null",
                    "true",
                    "-1",
                    "1e400",
                    "1e999999999",
                    "-99999999999999999999999999",
                    "0.1",
                    "\"\"",
                    "\"\\u0000\\n\\ud800\"",
                    "\"PT999999999999999999999S\"",
                    "\"+1000000000-12-31T23:59:59Z\"",
                    "\"file[\"",
                    "\"lab://agent/a/b/c/d\"",
                    "[]",
                    "[null]",
                    "{}",
                    "{\"\":null}",
                    "{\"type\":\"\\u001bfile\"}",
                    "{\"\\u001b\\n\":[{}]}",
                    "[".repeat(70) + "]".repeat(70));

    @Property(tries = 1000)
    void any_bytes_are_a_value_or_a_sentence(
            @ForAll("types") Class<? extends Record> type, @ForAll byte[] bytes) {
        holds(type, bytes);
    }

    @Property(tries = 1000)
    void a_document_that_was_cut_or_scratched_is_a_value_or_a_sentence(
            @ForAll("documents") Record good, @ForAll int where, @ForAll byte scratch) {
        byte[] bytes = JSON.writeValueAsBytes(good);
        int at = Math.floorMod(where, bytes.length);

        holds(good.getClass(), Arrays.copyOf(bytes, at));
        bytes[at] = scratch;
        holds(good.getClass(), bytes);
    }

    @Property(tries = 3000)
    void a_document_with_something_odd_in_it_is_a_value_or_a_sentence(
            @ForAll("documents") Record good, @ForAll int where, @ForAll("oddities") String odd) {
        JsonNode tree = JSON.valueToTree(good);
        List<Runnable> changes = new ArrayList<>();
        collect(tree, "\u0001", changes);
        changes.get(Math.floorMod(where, changes.size())).run();
        String text = tree.toString().replace("\"\\u0001\"", odd);

        holds(good.getClass(), text.getBytes(StandardCharsets.UTF_8));
    }

    @Example
    void a_name_that_a_stranger_chose_cannot_write_on_a_terminal() {
        byte[] bytes = "{\"labels\":{\"\\u001b[2J\":[]}}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> WireJson.read(JSON, bytes, TokenRequest.class, "document"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("document must be text at 'labels.\\u001b[2J' (line 1");
    }

    @Provide
    Arbitrary<Record> documents() {
        return Arbitraries.of(GOOD);
    }

    @Provide
    Arbitrary<Class<? extends Record>> types() {
        return documents().map(Record::getClass);
    }

    @Provide
    Arbitrary<String> oddities() {
        Arbitrary<String> words =
                Combinators.combine(
                                Arbitraries.of("\"%s\"", "{\"%s\":1}", "{\"type\":\"%s\"}"),
                                Arbitraries.strings().alpha().numeric().ofMaxLength(20))
                        .as(String::formatted);
        return Arbitraries.oneOf(Arbitraries.of(ODD), words);
    }

    /** All the ways to put the mark in the place of one value of the tree. */
    private static void collect(JsonNode node, String mark, List<Runnable> changes) {
        switch (node) {
            case ObjectNode object ->
                    object.properties()
                            .forEach(
                                    each -> {
                                        String key = each.getKey();
                                        changes.add(() -> object.put(key, mark));
                                        changes.add(() -> object.remove(key));
                                        collect(each.getValue(), mark, changes);
                                    });
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    int position = i;
                    changes.add(() -> array.set(position, mark));
                    collect(array.get(i), mark, changes);
                }
            }
            default -> {}
        }
    }

    private static void holds(Class<? extends Record> type, byte[] bytes) {
        try {
            assertThat(WireJson.read(JSON, bytes, type, "document")).isNotNull();
        } catch (InvalidInput e) {
            assertThat(e.sentence())
                    .startsWith("document")
                    .isEqualTo(Printable.whole(e.sentence()))
                    .doesNotContain("Exception", "java.", "tools.jackson");
        }
    }

    private static Catalog catalog() {
        List<Resource> resources =
                List.of(
                        new PackageResource(
                                "htop", Presence.PRESENT, ">= 3.2.2-2, < 4", true, false),
                        new FileResource(
                                "/etc/motd",
                                Presence.PRESENT,
                                new Content.Inline("hello"),
                                "root",
                                null,
                                "0644",
                                List.of("true"),
                                true),
                        new FileResource(
                                "/etc/large",
                                Presence.PRESENT,
                                new Content.Stored("0".repeat(64), 7),
                                null,
                                null,
                                null,
                                List.of(),
                                false),
                        new FileResource(
                                "/etc/bytes",
                                Presence.PRESENT,
                                Content.of(new byte[] {0, (byte) 0xff}),
                                null,
                                null,
                                null,
                                List.of(),
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
                                true),
                        new HostResource("db1", Presence.PRESENT, "192.0.2.1", List.of("db")),
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
