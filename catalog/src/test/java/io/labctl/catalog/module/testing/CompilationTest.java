package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.compiled;
import static io.labctl.catalog.module.testing.Declares.debian;
import static io.labctl.catalog.module.testing.Declares.faults;
import static io.labctl.catalog.module.testing.Declares.module;
import static io.labctl.catalog.module.testing.Declares.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.Phase;
import io.labctl.catalog.module.BoundModule;
import io.labctl.catalog.module.Compilation;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.wire.CatalogBytes;
import io.labctl.catalog.wire.WireJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompilationTest {
    private static final ResourceId NGINX = ResourceId.parse("package[nginx]");

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
    void what_is_declared_elsewhere_is_named_by_its_address() {
        var first = module("alpha", (_, plan) -> plan.service("nginx").after(NGINX));
        var second = module("beta", (_, plan) -> plan.pkg("nginx"));

        assertThat(order(first, second)).containsExactly("package[nginx]", "service[nginx]");
    }

    @Test
    void an_address_that_nothing_declares_is_a_fault() {
        var lost = module("alpha", (_, plan) -> plan.service("nginx").after(NGINX));

        assertThat(faults(lost))
                .singleElement()
                .asString()
                .endsWith("service[nginx] comes after package[nginx], which nothing declares");
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
    void what_restarts_a_service_does_not_reload_it_too() {
        var module =
                module(
                        "alpha",
                        (_, plan) -> {
                            var program = plan.file("/etc/program");
                            var rules = plan.file("/etc/rules");
                            plan.service("wall").restartOn(program).reloadOn(program, rules);
                        });

        var entry = TestedCatalog.of(compiled(module)).entry("service[wall]");

        assertThat(entry.restartOn()).containsExactly(ResourceId.parse("file[/etc/program]"));
        assertThat(entry.reloadOn()).containsExactly(ResourceId.parse("file[/etc/rules]"));
        assertThat(entry.after()).hasSize(2);
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
