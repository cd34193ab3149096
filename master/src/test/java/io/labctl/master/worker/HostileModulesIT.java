package io.labctl.master.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.master.LoggedLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Modules that mean harm, or do some: labd does not notice otherwise. */
class HostileModulesIT extends SiteModules {
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
                .isEqualTo(
                        "module forger: gave an answer that labd refuses: it is none, but begins with '\\u007f\\u0000\\u0000\\u0000'");
        assertThat(catalog(DB)).contains("hello");
    }

    @Test
    void a_well_formed_answer_of_a_module_is_not_taken_for_one_to_the_next_order()
            throws IOException {
        module(
                "forger",
                saying(
                        """
                        {"id": 1, "answer": {"answer": "compiled", "faults": [], "reads": [], "isClean": true}}
                        """));
        write("modules/forger/module.yaml", manifest("forger") + "targets: {roles: [web]}\n");
        module("greeting", "plan.file(\"/etc/greeting\").content(node.role());");

        assertThat(faults(WEB))
                .containsExactly(
                        "module forger: gave an answer that labd refuses: it belongs to no order of labd's");

        assertThat(catalog(DB)).contains("\"db\"");
        assertThat(catalog(DB)).contains("\"db\"");
        assertThat(faults(WEB)).as("not remembered").singleElement().asString().contains("forger");
    }

    /** A message as a worker writes it. */
    private static String saying(String json) {
        return """
                byte[] answer = %s.getBytes();
                try (var out = new java.io.DataOutputStream(new java.io.FileOutputStream(java.io.FileDescriptor.out))) {
                    out.writeInt(0x6c61621a);
                    out.writeInt(answer.length);
                    out.write(answer);
                    out.flush();
                    while (true) Thread.onSpinWait();
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                """
                .formatted("\"\"\"\n" + json + "\"\"\"");
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

        assertThat(faults(WEB))
                .singleElement()
                .asString()
                .contains(
                        "leaving: cost 3 workers, the last one because it ended its worker process, with exit code 7;");
    }

    @Test
    void who_ends_its_worker_behind_the_end_of_its_compile_is_left_alone_too() throws IOException {
        module(
                "leaving",
                """
                var worker = Thread.currentThread();
                new Thread(
                        worker.getThreadGroup().getParent(), // where labd's look does not reach
                        () -> {
                            while (worker.getState() != Thread.State.WAITING) Thread.onSpinWait();
                            Runtime.getRuntime().halt(9);
                        }).start();
                plan.file("/etc/x").content(node.text("os.name"));
                """);

        try (var logged = LoggedLines.of(ModuleCosts.class)) {
            for (int i = 1; i <= 3; i++) {
                compile(WEB, facts("Debian " + i, 1));
                int lost = i;
                Awaitility.await().until(() -> logged.all().size() == lost);
            }
        }

        assertThat(faults(WEB))
                .singleElement()
                .asString()
                .contains(
                        "leaving: cost 3 workers, the last one because it ended its worker process, with exit code 9;");
    }

    @Test
    void who_ends_itself_with_the_number_of_a_want_of_memory_is_told_as_that() throws IOException {
        module("leaving", "System.exit(3);");

        assertThat(faults(WEB))
                .containsExactly("module leaving: ended its worker process, with exit code 3");
    }

    @Test
    void a_class_that_cannot_be_set_up_is_told_with_its_place_and_costs_no_worker()
            throws IOException {
        module("broken", "");
        Path source = site.resolve("modules/broken/src/site/broken/Broken.java");
        String head = "implements LabModule {";
        Files.writeString(
                source,
                Files.readString(source)
                        .replace(head, head + " static final int X = Integer.parseInt(\"zz\");"));

        for (int time = 0; time < 4; time++) {
            assertThat(faults(time % 2 == 0 ? WEB : DB))
                    .singleElement()
                    .asString()
                    .startsWith("module broken: ")
                    .contains("NumberFormatException: For input string: \"zz\"")
                    .endsWith("in the static part of Broken.java:8");
        }
    }

    @Test
    void a_source_in_another_encoding_is_told_with_its_line() throws IOException {
        module("umlaut", "plan.file(\"/etc/x\").content(\"x\");");
        Path source = site.resolve("modules/umlaut/src/site/umlaut/Words.java");
        Files.writeString(
                source,
                "package site.umlaut;\n// gr\u00fcn\nclass Words {}\n",
                StandardCharsets.ISO_8859_1);

        assertThat(faults(WEB))
                .containsExactly(
                        "module umlaut: modules/umlaut/src/site/umlaut/Words.java:2: source is not UTF-8: save it as such");
    }

    @Test
    void an_answer_of_too_many_parts_costs_labd_no_memory() throws IOException {
        module(
                "crowd",
                """
                byte[] answer = ("{\\"id\\":1,\\"answer\\":{\\"answer\\":\\"compiled\\",\\"faults\\":[],\\"isClean\\":true,\\"reads\\":[\\"\\""
                        + ",\\"\\"".repeat(1_000_000) + "]}}").getBytes();
                try (var out = new java.io.DataOutputStream(new java.io.FileOutputStream(java.io.FileDescriptor.out))) {
                    out.writeInt(0x6c61621a);
                    out.writeInt(answer.length);
                    out.write(answer);
                    while (true) Thread.onSpinWait();
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                """);

        assertThat(faults(WEB))
                .containsExactly(
                        "module crowd: gave an answer that labd refuses: it has more than 1000000 names and values, is nested deeper than 64, or has a name of more than 50000 or a number of more than 1000 characters");
    }

    @Test
    void threads_without_end_are_ended_and_what_java_says_to_them_is_no_answer()
            throws IOException {
        module(
                "hydra",
                """
                while (true) {
                    try {
                        Thread.ofPlatform().start(java.util.concurrent.locks.LockSupport::park);
                    } catch (OutOfMemoryError e) {
                        // once more
                    }
                }
                """);

        assertThat(faults(WEB))
                .containsExactly("module hydra: did not end within 4s and was stopped");
    }

    @Test
    void a_thread_more_than_a_module_may_have_is_told_as_that() throws IOException {
        module(
                "hydra",
                """
                while (true) Thread.ofPlatform().start(java.util.concurrent.locks.LockSupport::park);
                """);

        assertThat(faults(WEB))
                .containsExactly(
                        "module hydra: ran out of the 64 threads that modules have, Java's own included");
    }

    @Test
    void a_source_that_keeps_the_compiler_busy_is_ended_and_named() throws IOException {
        module("puzzle", "site.puzzle.Riddle.solve(null);");
        write("modules/puzzle/module.yaml", manifest("puzzle") + "targets: {roles: [web]}\n");
        write("modules/puzzle/src/site/puzzle/Riddle.java", riddle(16));
        module("greeting", "plan.file(\"/etc/greeting\").content(\"hello\");");

        assertThat(faults(WEB))
                .containsExactly("module puzzle: compiler did not end within 6s and was stopped");
        assertThat(catalog(DB)).contains("hello");
    }

    /** Whether its cases are all there are takes the compiler twice as long with each part more. */
    private static String riddle(int parts) {
        String anything = riddleCase(parts, _ -> "S");
        String cases =
                IntStream.range(0, parts)
                        .mapToObj(i -> riddleCase(parts, j -> i == j ? "A" : "S"))
                        .collect(Collectors.joining());
        return """
                package site.puzzle;

                final class Riddle {
                    sealed interface S {}
                    record A() implements S {}
                    record B() implements S {}
                    record R(%s) {}
                    static int solve(R r) { return switch (r) { %s %s }; }
                }
                """
                .formatted(
                        anything.substring("case R(".length(), anything.indexOf(')')),
                        cases,
                        riddleCase(parts, _ -> "B"));
    }

    private static String riddleCase(int parts, IntFunction<String> type) {
        return IntStream.range(0, parts)
                .mapToObj(i -> type.apply(i) + " x" + i)
                .collect(Collectors.joining(", ", "case R(", ") -> 1; "));
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

        Awaitility.await().until(() -> SandboxedProcesses.below(ProcessHandle.current()).isEmpty());
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
}
