package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.bound;
import static io.labctl.catalog.module.testing.Declares.compiled;
import static io.labctl.catalog.module.testing.Declares.debian;
import static io.labctl.catalog.module.testing.Declares.faults;
import static io.labctl.catalog.module.testing.Declares.module;
import static io.labctl.catalog.module.testing.Declares.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.Phase;
import io.labctl.catalog.module.BoundModule;
import io.labctl.catalog.module.Compilation;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.PackageDeclaration;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.wire.CatalogBytes;
import io.labctl.catalog.wire.WireJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompilationTest {
    private static final String HERE = "CompilationTest.java:[0-9]+";

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
    @SuppressWarnings("NullAway") // code that was compiled without null checks
    void null_where_a_resource_wants_a_value_is_a_fault() {
        var careless = module("alpha", (_, plan) -> plan.pkg(null));

        assertThat(faults(careless))
                .singleElement()
                .asString()
                .contains("module alpha: ", "is no resource");
    }

    @Test
    void the_faults_of_all_modules_are_told_together() {
        var one = module("alpha", (node, _) -> node.text("a"));
        var two = module("beta", (node, _) -> node.text("b"));

        assertThat(faults(one, two)).hasSize(2);
    }

    @Test
    void a_file_comes_after_its_directory_owner_and_group() {
        var backwards =
                module(
                        "alpha",
                        (_, plan) -> {
                            plan.file("/srv/app/conf").owner("app").group("ops");
                            plan.user("app").group("ops");
                            plan.group("ops");
                            plan.directory("/srv/app");
                        });

        assertThat(order(backwards))
                .containsExactly(
                        "group[ops]", "user[app]", "directory[/srv/app]", "file[/srv/app/conf]");
    }

    @Test
    void an_absent_directory_goes_after_what_it_holds() {
        var removal =
                module(
                        "alpha",
                        (_, plan) -> {
                            plan.directory("/srv/app").absent();
                            plan.directory("/srv/app/sub").absent();
                            plan.file("/srv/app/sub/conf").absent();
                        });

        assertThat(order(removal))
                .containsExactly(
                        "file[/srv/app/sub/conf]",
                        "directory[/srv/app/sub]",
                        "directory[/srv/app]");
    }

    @Test
    void a_file_in_an_absent_directory_is_a_fault() {
        var contradiction =
                module(
                        "alpha",
                        (_, plan) -> {
                            plan.directory("/srv").absent();
                            plan.file("/srv/conf");
                        });

        assertThat(faults(contradiction))
                .singleElement()
                .asString()
                .contains("file[/srv/conf] needs directory[/srv], which alpha (")
                .endsWith("wants to be absent");
    }

    @Test
    void checks_run_after_everything_else_whoever_declares_them() {
        var first = module("alpha", (_, plan) -> plan.check("up").command("true"));
        var second = module("beta", (_, plan) -> plan.pkg("nginx"));

        assertThat(order(first, second)).containsExactly("package[nginx]", "check[up]");
    }

    @Test
    void nothing_but_a_check_can_come_after_a_check() {
        var wrong =
                module(
                        "alpha",
                        (_, plan) -> {
                            var up = plan.check("up").command("true");
                            plan.pkg("nginx").after(up);
                        });

        assertThat(faults(wrong))
                .singleElement()
                .asString()
                .endsWith(
                        "package[nginx] comes after check[up], but checks run after everything"
                                + " else");
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
    void an_entry_knows_its_module_its_part_and_what_restarts_it() {
        var module =
                module(
                        "alpha",
                        (_, plan) -> plan.service("nginx").restartOn(plan.file("/etc/nginx.conf")));

        var entry = TestedCatalog.of(compiled(module)).entry("service[nginx]");

        assertThat(entry.module()).isEqualTo("alpha");
        assertThat(entry.phase()).isEqualTo(Phase.CONFIGURE);
        assertThat(entry.restartOn()).containsExactly(ResourceId.parse("file[/etc/nginx.conf]"));
        assertThat(entry.after()).containsExactly(ResourceId.parse("file[/etc/nginx.conf]"));
    }

    @Test
    void the_node_remembers_what_was_read_and_what_was_not_there() {
        Node node = debian();
        BoundModule reader =
                module(
                        "alpha",
                        (at, _) -> {
                            at.text("os.name");
                            at.fact("no.such.fact");
                        });

        Compilation.compile(node, List.of(reader));

        assertThat(node.reads()).containsOnlyKeys("os.name", "no.such.fact");
        assertThat(node.reads().get("no.such.fact")).isEmpty();
    }

    @Test
    void the_same_input_gives_the_same_bytes() {
        var module =
                module(
                        "alpha",
                        (node, plan) -> {
                            plan.file("/etc/motd").content(node.text("os.name"));
                            plan.user("app").groups(List.of("b", "a"));
                        });

        byte[] once = bytes(module);
        byte[] again = bytes(module);

        assertThat(once).isEqualTo(again);
    }

    private static byte[] bytes(BoundModule module) {
        var catalog = TestedCatalog.of(compiled(module)).catalog();
        return CatalogBytes.of(catalog, WireJson.mapper()).bytes();
    }
}
