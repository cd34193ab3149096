package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.compiled;
import static io.labctl.catalog.module.testing.Declares.faults;
import static io.labctl.catalog.module.testing.Declares.module;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.module.BoundModule;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A directory whose files are those of a folder of the module. */
class DirectorySourceTest {
    private static final FakeFiles FILES =
            FakeFiles.of("app/bin/run", "app/conf/d/a", "app/conf/d/b", "app/readme", "apple/x");

    @Test
    void each_file_and_each_folder_is_a_resource_in_its_order() {
        var catalog = catalog(plan -> plan.directory("/srv/app").source("app"));

        assertThat(catalog.addresses())
                .containsExactly(
                        "directory[/srv/app]",
                        "directory[/srv/app/bin]",
                        "file[/srv/app/bin/run]",
                        "directory[/srv/app/conf]",
                        "directory[/srv/app/conf/d]",
                        "file[/srv/app/conf/d/a]",
                        "file[/srv/app/conf/d/b]",
                        "file[/srv/app/readme]");
        assertThat(file(catalog, "/srv/app/conf/d/a").content())
                .isEqualTo(FILES.file("app/conf/d/a"));
        assertThat(file(catalog, "/srv/app/readme").mode()).isNull();
    }

    @Test
    void what_editors_and_version_control_leave_is_left_out() {
        var files =
                FakeFiles.of(
                        "app/a.txt",
                        "app/a.txt~",
                        "app/.htaccess",
                        "app/.a.txt.swp",
                        "app/#a.txt#",
                        "app/.git/config",
                        "app/conf/.#x",
                        "app/README.md");
        var catalog =
                TestedCatalog.of(
                        compiled(
                                module(
                                        "alpha",
                                        files,
                                        (_, plan) -> plan.directory("/srv/app").source("app"))));

        assertThat(catalog.addresses())
                .containsExactly(
                        "directory[/srv/app]",
                        "file[/srv/app/.htaccess]",
                        "file[/srv/app/README.md]",
                        "file[/srv/app/a.txt]");
    }

    @Test
    void what_is_said_of_the_directory_counts_for_all_of_it() {
        var catalog =
                catalog(
                        plan ->
                                plan.directory("/srv/app")
                                        .source("app")
                                        .owner("web")
                                        .modeBelow("0640")
                                        .noBackup()
                                        .tag("app"));

        FileResource file = file(catalog, "/srv/app/conf/d/a");
        assertThat(file.owner()).isEqualTo("web");
        assertThat(file.mode()).isEqualTo("0640");
        assertThat(file.backup()).isFalse();
        assertThat(folder(catalog, "/srv/app/conf").mode()).isEqualTo("0750");
        assertThat(catalog.entry("file[/srv/app/readme]").tags()).hasSize(1);
    }

    @Test
    void whoever_comes_after_the_directory_comes_after_all_of_it() {
        var catalog =
                catalog(
                        plan -> {
                            var app =
                                    plan.directory("/srv/app")
                                            .after(plan.exec("first").command("true"))
                                            .source("app");
                            plan.service("app").running().restartOn(app);
                        });

        CatalogEntry service = catalog.entry("service[app]");
        assertThat(service.restartOn())
                .hasSize(8)
                .contains(ResourceId.parse("file[/srv/app/conf/d/b]"));
        assertThat(service.after()).containsAll(service.restartOn());
        assertThat(catalog.entry("file[/srv/app/readme]").after())
                .contains(ResourceId.parse("exec[first]"));
    }

    @Test
    void what_is_declared_by_itself_is_as_declared_there() {
        BoundModule other =
                module("beta", (_, plan) -> plan.directory("/srv/app/conf").mode("0700"));
        BoundModule app =
                module(
                        "alpha",
                        FILES,
                        (_, plan) -> {
                            var all = plan.directory("/srv/app").source("app");
                            plan.file("/srv/app/bin/run")
                                    .source("app/bin/run")
                                    .mode("0755")
                                    .after(all);
                        });

        var catalog = TestedCatalog.of(compiled(app, other));

        assertThat(file(catalog, "/srv/app/bin/run").mode()).isEqualTo("0755");
        assertThat(folder(catalog, "/srv/app/conf").mode()).isEqualTo("0700");
        assertThat(catalog.addresses()).hasSize(8);
    }

    @Test
    void two_sources_do_not_bring_the_same_file() {
        assertThat(
                        faults(
                                module(
                                        "alpha",
                                        FakeFiles.of("a/x", "b/x"),
                                        (_, plan) ->
                                                plan.directory("/srv/app")
                                                        .source("a")
                                                        .source("b"))))
                .singleElement()
                .asString()
                .contains("file[/srv/app/x] is already declared by alpha");
    }

    @Test
    void two_sources_may_have_a_folder_of_the_same_name() {
        BoundModule app =
                module(
                        "alpha",
                        FakeFiles.of("common/conf.d/a", "web/conf.d/b"),
                        (_, plan) -> plan.directory("/srv/app").source("common").source("web"));

        assertThat(TestedCatalog.of(compiled(app)).addresses())
                .containsExactlyInAnyOrder(
                        "directory[/srv/app]",
                        "directory[/srv/app/conf.d]",
                        "file[/srv/app/conf.d/a]",
                        "file[/srv/app/conf.d/b]");
    }

    @Test
    void a_purge_leaves_them_alone_and_absent_takes_them_away() {
        var kept = catalog(plan -> plan.directory("/srv/app").source("app").purge());
        var gone = catalog(plan -> plan.directory("/srv/app").source("app").absent());

        assertThat(requireNonNull(folder(kept, "/srv/app").tree()).others())
                .contains("/srv/app/readme", "/srv/app/conf/d");
        assertThat(gone.catalog().entries())
                .extracting(CatalogEntry::resource)
                .extracting(Resource::ensure)
                .containsOnly(Presence.ABSENT);
        assertThat(gone.addresses().getLast()).isEqualTo("directory[/srv/app]");
    }

    @Test
    void each_file_counts_toward_what_a_module_may_declare() {
        var many = new String[1_000];
        for (int at = 0; at < many.length; at++) {
            many[at] = "app/" + at;
        }

        assertThat(
                        faults(
                                module(
                                        "alpha",
                                        FakeFiles.of(many),
                                        (_, plan) -> {
                                            for (int at = 0; at < 20; at++) {
                                                plan.directory("/srv/" + at).source("app");
                                            }
                                        })))
                .singleElement()
                .asString()
                .endsWith("module declares more than 20000 resources");
    }

    @Test
    void a_source_without_a_name_is_told_as_such() {
        assertThat(
                        faults(
                                module(
                                        "alpha",
                                        FILES,
                                        (_, plan) -> plan.directory("/srv/tree").source(""))))
                .singleElement()
                .asString()
                .endsWith("source of directory '/srv/tree' lacks the name of a folder in files/");
    }

    private static TestedCatalog catalog(Consumer<Plan> how) {
        return TestedCatalog.of(compiled(module("alpha", FILES, (_, plan) -> how.accept(plan))));
    }

    private static FileResource file(TestedCatalog catalog, String path) {
        return catalog.resource(FileResource.class, "file[%s]".formatted(path));
    }

    private static DirectoryResource folder(TestedCatalog catalog, String path) {
        return catalog.resource(DirectoryResource.class, "directory[%s]".formatted(path));
    }
}
