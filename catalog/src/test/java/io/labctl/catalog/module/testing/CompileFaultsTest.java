package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.bound;
import static io.labctl.catalog.module.testing.Declares.compiled;
import static io.labctl.catalog.module.testing.Declares.faults;
import static io.labctl.catalog.module.testing.Declares.module;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.PackageDeclaration;
import io.labctl.catalog.module.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a compile that gives no catalog. */
class CompileFaultsTest {
    private static final String HERE = "CompileFaultsTest.java:[0-9]+";

    @Test
    void a_resource_declared_twice_is_told_with_both_places() {
        var first = module("alpha", (_, plan) -> plan.file("/etc/motd").content("a"));
        var second = module("beta", (_, plan) -> plan.file("/etc/motd").content("b"));

        List<String> faults = faults(first, second);

        assertThat(faults)
                .singleElement()
                .asString()
                .matches(
                        "module beta: %s: file\\[/etc/motd] is already declared by alpha \\(%s\\)"
                                .formatted(HERE, HERE));
    }

    @Test
    void a_declaration_inside_a_loop_is_placed_in_the_module_and_not_in_the_loop() {
        var looping = module("alpha", (_, plan) -> List.of("xy", "xy").forEach(plan::pkg));

        assertThat(faults(looping))
                .singleElement()
                .asString()
                .doesNotContain("ArrayList", "Iterable");
    }

    @Test
    void an_unknown_fact_is_told_with_the_nearest() {
        var reader = module("alpha", (node, _) -> node.text("os.nmae"));

        assertThat(faults(reader))
                .singleElement()
                .asString()
                .matches(
                        "module alpha: %s: unknown fact 'os.nmae', did you mean 'os.name'\\?"
                                .formatted(HERE));
    }

    @Test
    void facts_of_another_kind_than_asked_for_are_refused() {
        var map = module("alpha", (node, _) -> node.text("os"));
        var text = module("beta", (node, _) -> node.number("kernel"));
        var number = module("gamma", (node, _) -> node.flag("processors.count"));

        assertThat(faults(map, text, number))
                .satisfiesExactly(
                        one -> assertThat(one).endsWith("fact 'os' is not a single value"),
                        two ->
                                assertThat(two)
                                        .endsWith("fact 'kernel' is not a number but 'Linux'"),
                        three ->
                                assertThat(three)
                                        .endsWith(
                                                "fact 'processors.count' is not true or false but"
                                                        + " '2'"));
    }

    @Test
    void a_module_that_throws_is_a_fault_with_its_line() {
        var thrower =
                module(
                        "alpha",
                        (_, _) -> {
                            throw new IllegalStateException();
                        });

        assertThat(faults(thrower))
                .singleElement()
                .asString()
                .matches("module alpha: %s: threw IllegalStateException".formatted(HERE));
    }

    @Test
    void an_error_of_a_modules_own_is_a_fault_too() {
        var thrower =
                module(
                        "alpha",
                        (_, _) -> {
                            throw new Error("boom");
                        });

        assertThat(faults(thrower))
                .singleElement()
                .asString()
                .matches("module alpha: %s: threw Error: boom".formatted(HERE));
    }

    @Test
    void what_a_module_threw_is_told_with_its_cause() {
        var io =
                new IOException(
                        "Cannot run program \"id\": error: 1 (Operation not permitted), again and again");
        var thrower =
                module(
                        "alpha",
                        (_, _) -> {
                            throw new UncheckedIOException(io);
                        });

        assertThat(faults(thrower)).singleElement().asString().endsWith(io.getMessage());
    }

    private static final class Broken {
        private static final int NUMBER = Integer.parseInt("zz");

        private Broken() {}
    }

    @Test
    void what_keeps_a_class_from_being_used_is_told_with_its_place() {
        var user = module("alpha", (_, plan) -> plan.pkg("p" + Broken.NUMBER));

        for (int time = 0; time < 2; time++) {
            assertThat(faults(user))
                    .singleElement()
                    .asString()
                    .startsWith("module alpha: ")
                    .contains("threw NumberFormatException: For input string: ")
                    .matches(".* in the static part of CompileFaultsTest.java:[0-9]+");
        }
    }

    @Test
    void half_a_character_is_a_fault_and_a_whole_one_is_not() {
        assertThat(faults(module("alpha", (_, plan) -> plan.file("/a").content("a\uD800b"))))
                .singleElement()
                .asString()
                .contains(
                        "file[/a] is given half a character",
                        " for content, which UTF-8 cannot hold");
        assertThat(faults(module("alpha", (_, plan) -> plan.file("/a").content("\uD83D\uDE00"))))
                .isEmpty();
    }

    @Test
    void a_module_without_an_end_is_a_fault() {
        assertThat(faults(bound("alpha", new Endless())))
                .singleElement()
                .asString()
                .contains("module alpha: ", "threw StackOverflowError");
    }

    private record Endless() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            configure(node, plan, 0);
        }

        private void configure(Node node, Plan plan, int depth) {
            if (depth >= 0) {
                configure(node, plan, depth + 1);
            }
            plan.pkg("never");
        }
    }

    @Test
    void a_resource_that_breaks_its_rules_is_a_fault_with_its_line() {
        var relative = module("alpha", (_, plan) -> plan.file("etc/motd"));

        assertThat(faults(relative))
                .singleElement()
                .asString()
                .matches("module alpha: %s: path 'etc/motd' is not absolute .*".formatted(HERE));
    }

    @Test
    void the_faults_of_all_modules_are_told_together() {
        var one = module("alpha", (node, _) -> node.text("a"));
        var two = module("beta", (node, _) -> node.text("b"));

        assertThat(faults(one, two)).hasSize(2);
    }

    @Test
    void a_declaration_of_another_compile_cannot_be_referred_to() {
        var kept = new Object[1];
        compiled(module("alpha", (_, plan) -> kept[0] = plan.pkg("nginx")));
        var stale =
                module(
                        "beta",
                        (_, plan) -> plan.service("nginx").after((PackageDeclaration) kept[0]));

        assertThat(faults(stale)).singleElement().asString().contains("another compile");
    }

    @Test
    void each_part_of_a_module_is_heard() {
        var broken =
                bound(
                        "alpha",
                        new LabModule() {
                            @Override
                            public void install(Node node, Plan plan) {
                                node.text("a");
                            }

                            @Override
                            public void configure(Node node, Plan plan) {
                                node.text("b");
                            }
                        });

        assertThat(faults(broken))
                .satisfiesExactly(
                        one -> assertThat(one).contains("this machine has no fact 'a'"),
                        two -> assertThat(two).contains("this machine has no fact 'b'"));
    }

    @Test
    void a_module_that_throws_hides_no_cycle_of_another() {
        var thrower = module("alpha", (node, _) -> node.text("a"));
        var cyclic =
                module(
                        "beta",
                        (_, plan) -> {
                            var a = plan.file("/a");
                            a.after(a);
                        });

        assertThat(faults(thrower, cyclic))
                .satisfiesExactly(
                        one -> assertThat(one).contains("this machine has no fact 'a'"),
                        two -> assertThat(two).endsWith("cycle: file[/a] after file[/a]"));
    }

    @Test
    void what_a_module_did_not_come_to_say_is_no_further_fault() {
        var half = module("alpha", (node, plan) -> plan.cron("job").command(node.text("no.such")));

        assertThat(faults(half))
                .singleElement()
                .asString()
                .contains("this machine has no fact 'no.such'");
    }

    @Test
    void one_fault_between_resources_hides_no_other() {
        var wrong =
                module(
                        "alpha",
                        (_, plan) -> {
                            var relative = plan.file("a");
                            plan.file("/b").after(relative);
                            plan.file("/c").owner("ada");
                            plan.user("ada").absent();
                            var cyclic = plan.file("/d");
                            cyclic.after(plan.file("/c"), cyclic);
                        });

        assertThat(faults(wrong))
                .satisfiesExactly(
                        one -> assertThat(one).contains("path 'a' is not absolute"),
                        two -> assertThat(two).contains("file[/c] is already declared"),
                        three -> assertThat(three).contains("file[/c] needs user[ada]"),
                        four -> assertThat(four).endsWith("cycle: file[/d] after file[/d]"));
    }

    @Test
    void a_path_that_is_refused_is_told_by_its_setting() {
        assertThat(
                        faults(
                                module(
                                        "alpha",
                                        (_, plan) -> {
                                            plan.user("a").shell("bash");
                                            plan.user("b").home("srv");
                                            plan.exec("c").command("true").creates("c");
                                            plan.exec("d").command("true").directory("d");
                                        })))
                .extracting(fault -> fault.replaceAll("^.*java:[0-9]+: ", ""))
                .containsExactly(
                        "shell 'bash' is not absolute and plain, such as /etc/motd",
                        "home 'srv' is not absolute and plain, such as /etc/motd",
                        "creates 'c' is not absolute and plain, such as /etc/motd",
                        "directory 'd' is not absolute and plain, such as /etc/motd");
    }
}
