package io.labctl.master.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.master.registry.BuiltInModules;
import io.labctl.master.site.SiteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One compile tells every fault that can be known. */
class FaultsOfOneCompileTest {
    private static final AgentId WEB1 = AgentId.parse("lab://agent/lab/dev/web1");
    private static final Facts DEBIAN = new Facts(Map.of("os", Map.of("name", "Debian")));

    private static final ModuleRuntime UNUSED =
            _ -> {
                throw new AssertionError("no module of the site is here");
            };

    @TempDir private Path folder;

    @Test
    void faults_of_data_name_module_file_line_and_the_nearest_valid() throws IOException {
        write("data/common.yaml", "base-server:\n  motdd: x\nbase-sever: {}\n");
        write("data/servers/web1.yaml", "base-server:\n  sshd:\n    port: ssh\n");

        assertThat(faults(compile(compiler(), DEBIAN)))
                .containsExactly(
                        "data/common.yaml:3: there is no module 'base-sever', did you mean"
                                + " 'base-server'?",
                        "module base-server: data/common.yaml:2: unknown parameter 'motdd', did you"
                                + " mean 'motd'?",
                        "module base-server: data/servers/web1.yaml:3: parameter 'sshd.port' is"
                                + " 'ssh', not a whole number");
    }

    @Test
    void more_faults_than_anybody_reads_are_counted() throws IOException {
        var text = new StringBuilder("base-server:\n");
        for (int i = 0; i < 200; i++) {
            text.append("  unknown-%d: x\n".formatted(i));
        }
        write("data/common.yaml", text.toString());

        assertThat(faults(compile(compiler(), DEBIAN)))
                .hasSize(51)
                .last()
                .isEqualTo("and 150 more faults");
    }

    @Test
    void unknown_facts_are_told_where_they_were_written_with_all_else_that_is_wrong()
            throws IOException {
        write(
                "data/common.yaml",
                """
                base-server:
                  motd: "{os.nmae} {node.rle} {os} {os.nmae}"
                  motdd: x
                """);
        write("data/roles/web.yaml", "base-server:\n  sshd:\n    port: ssh\n");

        assertThat(faults(compile(compiler(), DEBIAN)))
                .containsExactly(
                        "module base-server: data/common.yaml:3: unknown parameter 'motdd', did you"
                                + " mean 'motd'?",
                        "module base-server: data/common.yaml:2: parameter 'motd': unknown fact"
                                + " 'os.nmae', did you mean 'os.name'?",
                        "module base-server: data/common.yaml:2: parameter 'motd': unknown name"
                                + " 'node.rle', did you mean 'node.role'?",
                        "module base-server: data/common.yaml:2: parameter 'motd': fact 'os' is not"
                                + " a single value",
                        "module base-server: data/roles/web.yaml:3: parameter 'sshd.port' is 'ssh',"
                                + " not a whole number");
    }

    @Test
    void a_file_that_is_not_yaml_hides_no_faults_of_others() throws IOException {
        write("site.yaml", "cluods: {}");
        write("data/common.yaml", "base-server:\n  motd: '{os.nmae}'\nbase-sever: {}\n");
        write("data/roles/web.yaml", "base-server: [");
        write("data/servers/web1.yaml", "base-server: {sshd: {port: ssh}}");

        assertThat(faults(compile(compiler(), DEBIAN)))
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("site.yaml:1: unknown key 'cluods'"),
                        two -> assertThat(two).startsWith("data/roles/web.yaml:1: file is not"),
                        three -> assertThat(three).startsWith("data/common.yaml:3: there is no"),
                        four -> assertThat(four).contains("data/common.yaml:2: parameter 'motd'"),
                        five -> assertThat(five).contains("web1.yaml:1: parameter 'sshd.port'"));
    }

    @Test
    void what_a_broken_layer_may_give_is_not_said_to_be_missing() throws IOException {
        write("data/common.yaml", "base-server: {hosts: {db1: {aliases: [db]}}}");
        write("data/servers/web1.yaml", "base-server: {hosts: {db1: {ip: 192.0.2.1}}");

        assertThat(faults(compile(compiler(), DEBIAN)))
                .singleElement()
                .asString()
                .startsWith("data/servers/web1.yaml:1: file is not YAML at column");
    }

    @Test
    void what_takes_away_from_a_broken_layer_is_no_fault() throws IOException {
        write("data/common.yaml", "base-server: {packages: {htop: present}");
        write("data/servers/web1.yaml", "base-server: {packages: {htop: ~}}");

        assertThat(faults(compile(compiler(), DEBIAN)))
                .singleElement()
                .asString()
                .startsWith("data/common.yaml:1: file is not YAML at column");
    }

    @Test
    void what_a_misnamed_layer_may_give_is_not_said_to_be_missing() throws IOException {
        write("data/common.yaml", "base-server: {hosts: {db1: {aliases: [db]}}}");
        write("data/roles/web.yml", "base-server: {hosts: {db1: {ip: 192.0.2.1}}}");

        assertThat(faults(compile(compiler(), DEBIAN)))
                .containsExactly("data/roles/web.yml: is not read, did you mean 'web.yaml'?");
    }

    @Test
    void a_message_with_a_name_as_long_as_a_book_is_a_fault_and_no_end() throws IOException {
        write("data/common.yaml", "base-server: {motd: '{a" + ".b".repeat(20_000) + "}'}");

        assertThat(faults(compile(compiler(), DEBIAN)))
                .singleElement()
                .asString()
                .startsWith(
                        "module base-server: data/common.yaml:1: parameter 'motd': this machine has no"
                                + " fact 'a.b.b.");
    }

    @Test
    void a_broken_map_hides_no_parameter_that_is_missing() throws IOException {
        write("site.yaml", "cluods: {}");
        write("data/common.yaml", "base-server: {hosts: {db1: {aliases: [db]}}}");

        assertThat(faults(compile(compiler(), DEBIAN)))
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("site.yaml:1: unknown key 'cluods'"),
                        two -> assertThat(two).endsWith("'hosts.db1.ip': host has no ip"));
    }

    @Test
    void faults_between_resources_name_the_lines_of_the_data_that_asked_for_them()
            throws IOException {
        write(
                "data/servers/web1.yaml",
                """
                base-server:
                  users:
                    ada: {group: ops, uid: 2000}
                    bob:
                      uid: 2000
                  groups:
                    ops: {ensure: absent}
                """);

        assertThat(faults(compile(compiler(), DEBIAN)))
                .containsExactly(
                        "module base-server: data/servers/web1.yaml:3: user[ada] needs group[ops],"
                                + " which base-server (data/servers/web1.yaml:7) wants to be absent",
                        "module base-server: data/servers/web1.yaml:4: user[bob] has uid 2000,"
                                + " which user[ada] of base-server (data/servers/web1.yaml:3) has too");
    }

    @Test
    void a_failure_by_a_broken_site_is_kept_like_a_catalog() throws IOException {
        write("data/common.yaml", "base-server: [");
        var compiler = compiler();

        assertThat(compile(compiler, DEBIAN)).isSameAs(compile(compiler, DEBIAN));
    }

    private CatalogCompiler compiler() {
        return new CatalogCompiler(
                new SiteFolder(folder, Clock.systemUTC()),
                BuiltInModules.onClassPath(),
                UNUSED,
                1 << 20);
    }

    private static CompileResult compile(CatalogCompiler compiler, Facts facts) {
        return compiler.compile(WEB1, new DnsLabel("web"), Collections.emptySortedMap(), facts);
    }

    private static List<String> faults(CompileResult result) {
        return result instanceof CompileResult.Failed(List<Fault> faults)
                ? faults.stream().map(Fault::sentence).toList()
                : List.of();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, text);
    }
}
