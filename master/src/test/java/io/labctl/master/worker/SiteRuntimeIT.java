package io.labctl.master.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.master.compile.CompileResult;
import java.io.IOException;
import java.nio.file.Files;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Modules of a site in real worker processes. */
class SiteRuntimeIT extends SiteModules {
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
    void paths_may_have_any_letter() throws IOException {
        module("greeting", "plan.file(\"/etc/grün.conf\").content(\"x\");");

        assertThat(catalog(WEB)).contains("/etc/grün.conf");
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
    void doors_to_the_kernel_are_not_for_modules() throws IOException {
        module("nosy", "io.labctl.catalog.kernel.PathBytes.of(java.nio.file.Path.of(\"/\"));");

        assertThat(faults(WEB))
                .singleElement()
                .asString()
                .contains("package io.labctl.catalog.kernel does not exist");
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
    void more_faults_than_anybody_reads_are_counted() throws IOException {
        module("greeting", "for (int i = 0; i < 70; i++) { plan.file(\"relative\" + i); }");

        assertThat(faults(WEB)).hasSize(51).last().isEqualTo("and 20 more faults");
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
}
