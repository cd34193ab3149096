package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.compiled;
import static io.labctl.catalog.module.testing.Declares.faults;
import static io.labctl.catalog.module.testing.Declares.module;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.Compiled;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of resources that cannot be in one catalog. */
class ClashesTest {
    private static final String HERE = "ClashesTest.java:[0-9]+";

    @Test
    void a_dependency_cycle_is_spelled_out() {
        var cyclic =
                module(
                        "alpha",
                        (_, plan) -> {
                            var a = plan.file("/a");
                            var b = plan.file("/b").after(a);
                            a.after(b);
                        });

        assertThat(faults(cyclic))
                .singleElement()
                .asString()
                .matches(
                        "module alpha: %s: dependency cycle: file\\[/a] after file\\[/b] after file\\[/a]"
                                .formatted(HERE));
    }

    @Test
    void each_of_several_cycles_is_told() {
        var cyclic =
                module(
                        "alpha",
                        (_, plan) -> {
                            var a = plan.file("/a");
                            a.after(a);
                            var b = plan.file("/b");
                            b.after(b, a);
                            plan.file("/c").after(b);
                        });

        assertThat(faults(cyclic))
                .satisfiesExactly(
                        one -> assertThat(one).endsWith("cycle: file[/a] after file[/a]"),
                        two -> assertThat(two).endsWith("cycle: file[/b] after file[/b]"));
    }

    @Test
    void what_a_machine_has_only_once_is_not_given_twice() {
        var first =
                module(
                        "alpha",
                        (_, plan) -> {
                            plan.user("ada").uid(2000);
                            plan.group("ops").gid(2000);
                            plan.host("db1").ip("192.0.2.1").aliases(List.of("db"));
                        });
        var second =
                module(
                        "beta",
                        (_, plan) -> {
                            plan.user("bob").uid(2000);
                            plan.group("dev").gid(2000);
                            plan.host("db2").ip("192.0.2.2").aliases(List.of("DB"));
                        });

        assertThat(faults(first, second))
                .satisfiesExactly(
                        one -> assertThat(one).matches(has("user[bob]", "uid", "user[ada]")),
                        two -> assertThat(two).matches(has("group[dev]", "gid", "group[ops]")),
                        three ->
                                assertThat(three)
                                        .matches(
                                                ("module beta: %s: host\\[db2] gives 'db' the"
                                                                + " address 192.0.2.2, but host\\[db1] of"
                                                                + " alpha \\(%s\\) gives it 192.0.2.1")
                                                        .formatted(HERE, HERE)));
    }

    private static String has(String one, String kind, String other) {
        return "module beta: %s: \\Q%s\\E has %s 2000, which \\Q%s\\E of alpha \\(%s\\) has too"
                .formatted(HERE, one, kind, other, HERE);
    }

    @Test
    void what_is_absent_shared_or_of_another_family_is_no_clash() {
        var module =
                module(
                        "alpha",
                        (_, plan) -> {
                            plan.user("ada").uid(2000);
                            plan.user("bob").uid(2000).absent();
                            plan.host("db1").ip("192.0.2.1").aliases(List.of("db"));
                            plan.host("db2").ip("192.0.2.1").aliases(List.of("db"));
                            plan.host("db3").ip("2001:db8::1").aliases(List.of("db"));
                            plan.host("db4").ip("2001:DB8:0::1").aliases(List.of("db"));
                        });

        assertThat(compiled(module)).isInstanceOf(Compiled.Done.class);
    }
}
