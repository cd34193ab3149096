package io.labctl.master.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.wire.CatalogBytes;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.registry.BuiltInModules;
import io.labctl.master.site.FakeClock;
import io.labctl.master.site.NoSite;
import io.labctl.master.site.SiteFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogCompilerTest {
    private static final AgentId WEB1 = AgentId.parse("lab://agent/lab/dev/web1");
    private static final AgentId WEB2 = AgentId.parse("lab://agent/lab/dev/web2");
    private static final DnsLabel WEB = new DnsLabel("web");
    private static final SortedMap<String, String> NO_LABELS = Collections.emptySortedMap();
    private static final Facts DEBIAN = facts("Debian", 1);

    private static final ModuleRuntime UNUSED =
            _ -> {
                throw new AssertionError("no module of the site is here");
            };

    @TempDir private Path folder;

    @BeforeEach
    void makeSite() throws IOException {
        Files.createDirectories(folder.resolve("data"));
    }

    @Test
    void without_a_site_everybody_gets_base_server_without_parameters() {
        var compiler =
                new CatalogCompiler(new NoSite(), BuiltInModules.onClassPath(), UNUSED, 1 << 20);

        var done = done(compile(compiler, DEBIAN));

        assertThat(done.modules()).map(each -> each.name()).containsExactly("base-server");
    }

    @Test
    void data_become_a_catalog_that_an_agent_can_read() throws IOException {
        write("data/common.yaml", "base-server:\n  motd: Welcome to {os.name}\n");

        var done = done(compile(compiler(), DEBIAN));

        var catalog = CatalogBytes.read(done.catalog().bytes(), WireJson.mapper());
        assertThat(catalog.agentId()).isEqualTo(WEB1);
        assertThat(catalog.entries()).singleElement().asString().contains("Welcome to Debian");
    }

    @Test
    void an_unchanged_server_gets_the_very_same_catalog() throws IOException {
        write("data/common.yaml", "base-server: {motd: '{os.name}'}");
        var compiler = compiler();

        var first = done(compile(compiler, facts("Debian", 1)));

        assertThat(compile(compiler, facts("Debian", 2))).isSameAs(first);
    }

    @Test
    void a_fact_that_was_read_and_changed_costs_a_compile() throws IOException {
        write("data/common.yaml", "base-server: {motd: '{os.name}'}");
        var compiler = compiler();

        var first = done(compile(compiler, facts("Debian", 1)));
        var second = done(compile(compiler, facts("Ubuntu", 1)));

        assertThat(second.catalog().sha256()).isNotEqualTo(first.catalog().sha256());
    }

    @Test
    void servers_with_the_same_data_differ_by_their_facts_alone() throws IOException {
        write("data/common.yaml", "base-server: {motd: 'This is {os.name}'}");
        var compiler = compiler();

        var web1 = done(compile(compiler, facts("Debian", 1)));
        var web2 = done(compiler.compile(WEB2, WEB, NO_LABELS, facts("Ubuntu", 1)));

        assertThat(text(web1)).contains("This is Debian");
        assertThat(text(web2)).contains("This is Ubuntu");
    }

    @Test
    void changed_data_are_seen_within_a_second() throws IOException {
        write("data/common.yaml", "base-server: {motd: first}");
        var clock = new FakeClock(Clock.systemUTC().instant());
        var compiler = compiler(clock);
        assertThat(text(done(compile(compiler, DEBIAN)))).contains("first");

        write("data/common.yaml", "base-server: {motd: second}");
        clock.advance(Duration.ofSeconds(1));

        assertThat(text(done(compile(compiler, DEBIAN)))).contains("second");
    }

    @Test
    void another_role_or_label_is_another_compile() {
        var compiler = compiler();
        var first = done(compile(compiler, DEBIAN));

        assertThat(compiler.compile(WEB1, new DnsLabel("db"), NO_LABELS, DEBIAN))
                .isNotSameAs(first);
        assertThat(compiler.compile(WEB1, WEB, new TreeMap<>(Map.of("a", "b")), DEBIAN))
                .isNotSameAs(first);
    }

    @Test
    void two_compilers_give_the_same_bytes() throws IOException {
        write("data/common.yaml", "base-server: {packages: {vim: present, apt: present}}");

        var one = done(compile(compiler(), DEBIAN));
        var two = done(compile(compiler(), DEBIAN));

        assertThat(one.catalog().bytes()).isEqualTo(two.catalog().bytes());
    }

    @Test
    void the_nearer_layer_wins_and_maps_are_joined() throws IOException {
        write(
                "data/common.yaml",
                "base-server: {motd: common, packages: {apt: present, vim: present}}");
        write("data/roles/web.yaml", "base-server: {motd: web, packages: {vim: absent}}");
        write("data/servers/web1.yaml", "base-server: {packages: {apt: ~}}");

        var done = done(compile(compiler(), DEBIAN));

        var entries = CatalogBytes.read(done.catalog().bytes(), WireJson.mapper()).entries();
        assertThat(entries)
                .map(each -> each.id().toString())
                .containsExactly("package[vim]", "file[/etc/motd]");
    }

    @Test
    void a_failure_is_kept_like_a_catalog() throws IOException {
        write("data/common.yaml", "base-server: {motd: '{os.nmae}'}");
        var compiler = compiler();

        var first = compile(compiler, facts("Debian", 1));

        assertThat(first).isInstanceOf(CompileResult.Failed.class);
        assertThat(compile(compiler, facts("Debian", 2))).isSameAs(first);
    }

    @Test
    void a_failure_ends_with_the_fact_that_was_missing() throws IOException {
        write("data/common.yaml", "base-server: {motd: '{rack.name}'}");
        var compiler = compiler();
        assertThat(compile(compiler, DEBIAN)).isInstanceOf(CompileResult.Failed.class);

        var moved = new Facts(Map.of("rack", Map.of("name", "r7")));

        assertThat(compile(compiler, moved)).isInstanceOf(CompileResult.Done.class);
    }

    @Test
    void a_repaired_site_compiles_again() throws IOException {
        write("data/common.yaml", "base-server: [");
        var clock = new FakeClock(Clock.systemUTC().instant());
        var compiler = compiler(clock);
        assertThat(compile(compiler, DEBIAN)).isInstanceOf(CompileResult.Failed.class);

        Files.delete(folder.resolve("data/common.yaml"));
        clock.advance(Duration.ofSeconds(1));

        assertThat(compile(compiler, DEBIAN)).isInstanceOf(CompileResult.Done.class);
    }

    @Provide
    Arbitrary<Map<String, Object>> anyFacts() {
        Arbitrary<Object> leaf =
                Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(6).map(each -> (Object) each),
                        Arbitraries.integers().map(each -> (Object) each),
                        Arbitraries.of(true, false).map(each -> (Object) each));
        Arbitrary<Object> deeper =
                Arbitraries.oneOf(
                        leaf,
                        leaf.list().ofMaxSize(3).map(each -> (Object) each),
                        Arbitraries.maps(keys(), leaf).ofMaxSize(3).map(each -> (Object) each));
        return Arbitraries.maps(keys(), deeper).ofMaxSize(4);
    }

    private static Arbitrary<String> keys() {
        return Arbitraries.oneOf(
                Arbitraries.of("os", "name", "release"), Arbitraries.strings().ofMaxLength(5));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void any_facts_give_a_catalog_or_faults_with_sentences(
            @ForAll("anyFacts") Map<String, Object> facts) throws IOException {
        Path site = Files.createTempDirectory("site");
        try {
            Path common = Files.createDirectories(site.resolve("data")).resolve("common.yaml");
            Files.writeString(common, "base-server: {motd: '{os.name} {os.release.0}'}");
            var compiler =
                    new CatalogCompiler(
                            new SiteFolder(site, Clock.systemUTC()),
                            BuiltInModules.onClassPath(),
                            UNUSED,
                            0);

            assertThat(faults(compile(compiler, new Facts(facts))))
                    .allSatisfy(each -> assertThat(each).contains("fact 'os"));
        } finally {
            Files.deleteIfExists(site.resolve("data/common.yaml"));
            Files.deleteIfExists(site.resolve("data"));
            Files.deleteIfExists(site);
        }
    }

    private CatalogCompiler compiler() {
        return compiler(Clock.systemUTC());
    }

    private CatalogCompiler compiler(Clock clock) {
        return new CatalogCompiler(
                new SiteFolder(folder, clock), BuiltInModules.onClassPath(), UNUSED, 1 << 20);
    }

    private static String text(CompileResult.Done done) {
        return new String(done.catalog().bytes(), StandardCharsets.UTF_8);
    }

    private static CompileResult compile(CatalogCompiler compiler, Facts facts) {
        return compiler.compile(WEB1, WEB, NO_LABELS, facts);
    }

    private static CompileResult.Done done(CompileResult result) {
        assertThat(result).isInstanceOf(CompileResult.Done.class);
        return (CompileResult.Done) result;
    }

    private static List<String> faults(CompileResult result) {
        return result instanceof CompileResult.Failed(List<Fault> faults)
                ? faults.stream().map(Fault::sentence).toList()
                : List.of();
    }

    private static Facts facts(String os, int uptime) {
        return new Facts(
                Map.of("os", Map.of("name", os), "system_uptime", Map.of("seconds", uptime)));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, text);
    }
}
