package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.faults;
import static io.labctl.catalog.module.testing.Declares.module;
import static io.labctl.catalog.module.testing.Declares.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.Plan;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LineTest {
    private static final String CONF = "/etc/conf";

    @Test
    void a_line_comes_after_its_file() {
        assertThat(
                        order(
                                module(
                                        "alpha",
                                        (_, plan) -> {
                                            plan.line("/etc/conf", "a\tb");
                                            plan.file("/etc/conf").mode("0644");
                                        })))
                .containsExactly("file[/etc/conf]", "line[/etc/conf: a b]");
    }

    @Test
    void a_file_whose_content_is_declared_has_no_lines_of_its_own() {
        var first = module("alpha", (_, plan) -> plan.file("/etc/conf").content("x"));
        var second = module("beta", (_, plan) -> plan.line("/etc/conf", "y"));

        assertThat(faults(first, second))
                .singleElement()
                .asString()
                .startsWith("module beta: LineTest.java:")
                .contains("line[/etc/conf: y] and file[/etc/conf] of alpha (LineTest.java:")
                .endsWith("both want what '/etc/conf' holds");
    }

    @Test
    void a_file_that_only_begins_with_a_content_may_have_lines() {
        assertThat(
                        order(
                                module(
                                        "alpha",
                                        (_, plan) -> {
                                            plan.line("/etc/conf", "y");
                                            plan.file("/etc/conf").content("x\n").noReplace();
                                        })))
                .containsExactly("file[/etc/conf]", "line[/etc/conf: y]");
    }

    @Test
    void a_line_that_would_undo_another_in_every_run_is_refused() {
        assertThat(both(plan -> plan.line(CONF, "Port 22"), LineTest::port))
                .singleElement()
                .asString()
                .startsWith("module beta: LineTest.java:")
                .contains(
                        ": line[/etc/conf: Port 2222] replaces line[/etc/conf: Port 22] of alpha (LineTest.java:")
                .endsWith(
                        ") in every run: '^#?Port' is found in 'Port 22'; make the pattern narrower");
        assertThat(both(LineTest::port, plan -> plan.line(CONF, "Port 22").matching("^Port 22$")))
                .singleElement()
                .asString()
                .contains(
                        ": line[/etc/conf: Port 22] is replaced by line[/etc/conf: Port 2222] of alpha");
        assertThat(both(plan -> plan.line(CONF, "x").matching("Port").absent(), LineTest::port))
                .singleElement()
                .asString()
                .contains(": line[/etc/conf: Port 2222] is taken away by line[/etc/conf: x]");
    }

    @Test
    void lines_that_leave_each_other_alone_are_not() {
        assertThat(both(plan -> plan.line(CONF, "# Port"), LineTest::port)).isEmpty();
        assertThat(both(plan -> plan.line("/etc/other", "Port 22"), LineTest::port)).isEmpty();
        assertThat(both(plan -> plan.line(CONF, "Port 22").absent(), LineTest::port)).isEmpty();
        assertThat(
                        both(
                                plan -> plan.line(CONF, "Port 1").matching("^Port 0").onlyReplace(),
                                LineTest::port))
                .isEmpty();
    }

    @Test
    void a_pattern_that_tries_every_way_through_a_line_does_not_hold_up_the_compile() {
        assertThat(
                        both(
                                plan -> plan.line(CONF, "a".repeat(60)),
                                plan -> plan.line(CONF, "b").matching("^(a+)+$(?<=c)")))
                .isEmpty();
    }

    private static void port(Plan plan) {
        plan.line(CONF, "Port 2222").matching("^#?Port");
    }

    private static List<String> both(Consumer<Plan> first, Consumer<Plan> second) {
        return faults(
                module("alpha", (_, plan) -> first.accept(plan)),
                module("beta", (_, plan) -> second.accept(plan)));
    }

    @Test
    void what_is_no_line_or_no_pattern_is_refused_with_its_place() {
        assertThat(fault(plan -> plan.line("/etc/conf", "a\nb")))
                .endsWith("line 'a\\u000ab' is not one line with a text");
        assertThat(fault(plan -> plan.line("/etc/conf", "a").matching("(")))
                .startsWith("module alpha: LineTest.java:")
                .endsWith("'(' is not a regular expression: Unclosed group");
        assertThat(fault(plan -> plan.line("/etc/conf", "a").all()))
                .endsWith("'all' needs 'matching'");
        assertThat(fault(plan -> plan.line("/etc/conf", "a").onlyReplace()))
                .endsWith("'onlyReplace' needs 'matching'");
        assertThat(fault(plan -> plan.line("/etc/conf", "a").matching("b").onlyReplace().create()))
                .endsWith("a file that 'create' makes has no line that 'onlyReplace' takes");
        assertThat(fault(plan -> plan.line("/etc/conf", "a").after("b").before("c")))
                .endsWith("a line is put after or before another, not both");
    }

    private static String fault(Consumer<Plan> declaration) {
        return faults(module("alpha", (_, plan) -> declaration.accept(plan))).getFirst();
    }
}
