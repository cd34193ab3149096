package io.labctl.master.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.master.compile.CatalogCompiler;
import io.labctl.master.compile.CompileResult;
import io.labctl.master.registry.BuiltInModules;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules of a site in real worker processes, those that mean harm too. */
class SiteRuntimeIT {
    private static final AgentId WEB1 = AgentId.parse("lab://agent/lab/dev/web1");
    private static final DnsLabel WEB = new DnsLabel("web");
    private static final DnsLabel DB = new DnsLabel("db");

    @TempDir private Path site;
    private SiteRuntime runtime;
    private CatalogCompiler compiler;

    @BeforeEach
    void openSite() throws IOException {
        assumeTrue(Files.exists(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
        Files.createDirectory(site.resolve("data"));
        runtime =
                new SiteRuntime(
                        Path.of(System.getProperty("java.home")),
                        System.getProperty("java.class.path"),
                        "root".equals(System.getProperty("user.name")),
                        new WorkerLimits(1, 64 << 20, Duration.ofSeconds(4)));
        compiler =
                new CatalogCompiler(
                        new SiteFolder(site, Clock.systemUTC()),
                        BuiltInModules.onClassPath(),
                        runtime,
                        1 << 20);
    }

    @AfterEach
    void endWorkers() {
        runtime.close();
    }

    @Test
    void a_module_of_the_site_is_compiled_with_data_and_facts() throws IOException {
        module("greeting", "plan.file(\"/etc/greeting\").content(text + node.text(\"os.name\"));");
        write("data/common.yaml", "greeting: {text: 'Welcome to '}");

        assertThat(catalog(WEB)).contains("Welcome to Debian");
    }

    @Test
    void an_unchanged_server_gets_the_very_same_catalog() throws IOException {
        module("greeting", "plan.file(\"/etc/greeting\").content(node.text(\"os.name\"));");

        var first = compile(WEB, facts("Debian", 1));

        assertThat(compile(WEB, facts("Debian", 2))).isSameAs(first);
        assertThat(compile(WEB, facts("Ubuntu", 2))).isNotSameAs(first);
    }

    @Test
    void a_worker_stays_for_the_next_compile() throws IOException {
        module("greeting", "plan.file(\"/etc/greeting\").content(node.text(\"os.name\"));");
        compile(WEB, facts("Debian", 1));
        var before = SandboxedProcesses.below(ProcessHandle.current());

        compile(WEB, facts("Ubuntu", 1));

        assertThat(before).isNotEmpty();
        assertThat(SandboxedProcesses.below(ProcessHandle.current())).isEqualTo(before);
    }

    @Test
    void it_may_use_what_it_depends_on_and_nothing_else_of_labd() throws IOException {
        module("words", "");
        write(
                "modules/words/src/site/words/Hello.java",
                "package site.words; public class Hello { public static String hello() { return \"hello\"; } }");
        module("greeting", "plan.file(\"/etc/greeting\").content(site.words.Hello.hello());");
        write("modules/greeting/module.yaml", manifest("greeting") + "dependencies: [words]\n");
        assertThat(catalog(WEB)).contains("hello");

        module("nosy", "new io.labctl.master.compile.Bindings(1);");

        assertThat(faults(WEB))
                .singleElement()
                .asString()
                .startsWith("module nosy: modules/nosy/src/site/nosy/Nosy.java:")
                .contains("package io.labctl.master.compile does not exist");
    }

    @Test
    void what_a_dependency_depends_on_may_be_used_too() throws IOException {
        module("letters", "");
        write(
                "modules/letters/src/site/letters/Letter.java",
                "package site.letters; public record Letter(String text) {}");
        module("words", "");
        write("modules/words/module.yaml", manifest("words") + "dependencies: [letters]\n");
        write(
                "modules/words/src/site/words/Word.java",
                "package site.words; public class Word { public static site.letters.Letter first() { return new site.letters.Letter(\"h\"); } }");
        module("greeting", "plan.file(\"/etc/greeting\").content(site.words.Word.first().text());");
        write("modules/greeting/module.yaml", manifest("greeting") + "dependencies: [words]\n");

        assertThat(catalog(WEB)).contains("/etc/greeting");
    }

    @Test
    void an_answer_that_a_module_forges_costs_it_its_worker_and_nobody_else() throws IOException {
        module(
                "forger",
                """
                try (var out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
                    out.write(new byte[] {0x7f, 0, 0, 0});
                    out.flush();
                    while (true) Thread.onSpinWait();
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                """);
        write("modules/forger/module.yaml", manifest("forger") + "targets: {roles: [web]}\n");
        module("greeting", "plan.file(\"/etc/greeting\").content(\"hello\");");

        assertThat(faults(WEB))
                .singleElement()
                .asString()
                .startsWith("module forger: ended its worker");
        assertThat(catalog(DB)).contains("hello");
    }

    @Test
    void a_module_whose_folder_gets_its_name_at_last_is_found() throws IOException {
        module("greeting", "plan.file(\"/etc/greeting\").content(\"hello\");");
        Files.move(site.resolve("modules/greeting"), site.resolve("modules/greting"));
        assertThat(faults(WEB))
                .singleElement()
                .asString()
                .contains("is not its folder's, 'greting'");

        Files.move(site.resolve("modules/greting"), site.resolve("modules/greeting"));

        Awaitility.await().untilAsserted(() -> assertThat(faults(WEB)).isEmpty());
    }

    @Test
    void what_does_not_compile_is_told_with_its_line_to_those_who_have_it() throws IOException {
        module("greeting", "plan.fiel(\"/etc/greeting\");");
        write("modules/greeting/module.yaml", manifest("greeting") + "targets: {roles: [web]}\n");

        assertThat(faults(WEB))
                .singleElement()
                .asString()
                .startsWith(
                        "module greeting: modules/greeting/src/site/greeting/Greeting.java:11: ")
                .contains("cannot find symbol");
        assertThat(compile(DB, facts("Debian", 1))).isInstanceOf(CompileResult.Done.class);
    }

    @Test
    void an_endless_loop_is_ended_and_named_and_others_go_on() throws IOException {
        module("looping", "while (true) { if (text == null) break; }");
        write("modules/looping/module.yaml", manifest("looping") + "targets: {roles: [web]}\n");
        module("greeting", "plan.file(\"/etc/greeting\").content(\"hello\");");

        assertThat(faults(WEB))
                .containsExactly("module looping: did not end within 4s and was stopped");
        assertThat(catalog(DB)).contains("hello");
    }

    @Test
    void who_is_stopped_again_and_again_is_left_alone() throws IOException {
        module("leaving", "Runtime.getRuntime().halt(7);");

        for (int i = 0; i < 3; i++) {
            assertThat(faults(WEB))
                    .containsExactly("module leaving: ended its worker process, with exit code 7");
        }

        assertThat(faults(WEB)).singleElement().asString().contains("had to be stopped 3 times");
    }

    @Test
    void a_fork_bomb_finds_an_end() throws IOException {
        module(
                "bomb",
                """
                try {
                    while (true) new ProcessBuilder("/jdk/bin/java", "-version").start();
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                """);

        assertThat(faults(WEB)).singleElement().asString().startsWith("module bomb: ");
        assertThat(SandboxedProcesses.below(ProcessHandle.current())).isEmpty();
    }

    @Test
    void memory_finds_an_end_too() throws IOException {
        module(
                "greedy",
                "var all = new java.util.ArrayList<byte[]>(); while (true) all.add(new byte[1 << 20]);");

        assertThat(faults(WEB))
                .containsExactly(
                        "module greedy: ran out of the 64 MiB of memory that modules have");
    }

    @Test
    void no_file_of_the_machine_can_be_read() throws IOException {
        Path key = Files.writeString(site.resolve("ca.key"), "secret");
        module(
                "thief",
                """
                try {
                    plan.file("/etc/x").content(java.nio.file.Files.readString(java.nio.file.Path.of("%s")));
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                """
                        .formatted(key));

        assertThat(faults(WEB))
                .singleElement()
                .asString()
                .startsWith("module thief: ")
                .contains("NoSuchFile");
    }

    @Test
    void no_file_can_be_written() throws IOException {
        module(
                "writer",
                """
                try {
                    java.nio.file.Files.writeString(java.nio.file.Path.of("/app/x"), "x");
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                """);

        assertThat(faults(WEB)).singleElement().asString().startsWith("module writer: ");
    }

    @Test
    void nothing_can_be_reached_over_the_network() throws IOException {
        try (var server = new java.net.ServerSocket(0)) {
            module(
                    "caller",
                    """
                    try {
                        new java.net.Socket("127.0.0.1", %d).close();
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                    """
                            .formatted(server.getLocalPort()));

            assertThat(faults(WEB))
                    .singleElement()
                    .asString()
                    .startsWith("module caller: ")
                    .contains("ConnectException");
        }
    }

    @Test
    void it_sees_no_environment_and_no_other_process() throws IOException {
        module(
                "looker",
                "plan.file(\"/etc/x\").content(System.getenv().keySet() + \" \" + ProcessHandle.allProcesses().count());");

        assertThat(catalog(WEB)).contains("[PWD] 2");
    }

    @Test
    void what_it_prints_spoils_nothing() throws IOException {
        module(
                "chatty",
                "System.out.println(\"hello\"); plan.file(\"/etc/x\").content(\"quiet\");");

        assertThat(catalog(WEB)).contains("quiet");
    }

    @Test
    void what_it_leaves_running_is_gone_with_its_worker() throws IOException {
        module(
                "careless",
                "Thread.startVirtualThread(() -> { while (true) Thread.onSpinWait(); }); plan.file(\"/etc/x\").content(node.text(\"os.name\"));");
        assertThat(catalog(WEB)).contains("Debian");

        assertThat(SandboxedProcesses.below(ProcessHandle.current())).isEmpty();
    }

    @Test
    void a_changed_source_is_another_module() throws IOException {
        module("greeting", "plan.file(\"/etc/greeting\").content(\"first\");");
        assertThat(catalog(WEB)).contains("first");

        module("greeting", "plan.file(\"/etc/greeting\").content(\"second\");");

        Awaitility.await().untilAsserted(() -> assertThat(catalog(WEB)).contains("second"));
    }

    @Test
    void the_name_of_a_module_of_labd_is_taken() throws IOException {
        module("base-server", "");

        assertThat(faults(WEB))
                .containsExactly(
                        "module base-server: modules/base-server/module.yaml:1: a module of this name comes with labd, choose another");
    }

    @Test
    void links_in_a_module_are_not_followed() throws IOException {
        module("greeting", "");
        Files.createDirectory(site.resolve("modules/greeting/files"));
        Files.createSymbolicLink(
                site.resolve("modules/greeting/files/key"), Path.of("/etc/passwd"));

        assertThat(faults(WEB))
                .containsExactly(
                        "modules/greeting/files/key: is no regular file and no folder; links are not followed");
    }

    private void module(String name, String body) throws IOException {
        String type = Character.toUpperCase(name.charAt(0)) + name.substring(1).replace("-", "");
        write("modules/" + name + "/module.yaml", manifest(name));
        write(
                "modules/%s/src/site/%s/%s.java".formatted(name, name.replace("-", ""), type),
                """
                package site.%s;

                import io.labctl.catalog.module.Default;
                import io.labctl.catalog.module.LabModule;
                import io.labctl.catalog.module.Node;
                import io.labctl.catalog.module.Plan;

                public record %s(@Default("") String text) implements LabModule {
                    @Override
                    public void configure(Node node, Plan plan) {
                        %s
                    }
                }
                """
                        .formatted(name.replace("-", ""), type, body)
                        .replace("{\n                        ", "{\n        "));
    }

    private static String manifest(String name) {
        String plain = name.replace("-", "");
        String type = Character.toUpperCase(name.charAt(0)) + name.substring(1).replace("-", "");
        return "name: %s\nversion: 1.0.0\ndescription: x\ntype: site.%s.%s\n"
                .formatted(name, plain, type);
    }

    private void write(String name, String text) throws IOException {
        Path file = site.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String catalog(DnsLabel role) {
        CompileResult result = compile(role, facts("Debian", 1));
        assertThat(result).isInstanceOf(CompileResult.Done.class);
        return new String(((CompileResult.Done) result).catalog().bytes(), StandardCharsets.UTF_8);
    }

    private List<String> faults(DnsLabel role) {
        return switch (compile(role, facts("Debian", 1))) {
            case CompileResult.Done _ -> List.of();
            case CompileResult.Failed(List<Fault> faults) ->
                    faults.stream().map(Fault::sentence).toList();
        };
    }

    private CompileResult compile(DnsLabel role, Facts facts) {
        return compiler.compile(WEB1, role, Collections.emptySortedMap(), facts);
    }

    private static Facts facts(String os, int uptime) {
        return new Facts(Map.of("os", Map.of("name", os), "uptime", uptime));
    }
}
