package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.compiled;
import static io.labctl.catalog.module.testing.Declares.faults;
import static io.labctl.catalog.module.testing.Declares.module;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.BoundModule;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.Tree;
import org.junit.jupiter.api.Test;

class DirectoryTreeTest {
    @Test
    void a_purged_directory_knows_what_others_manage_below_it() {
        var first =
                module(
                        "alpha",
                        (_, plan) -> plan.directory("/etc/app").purge("*.local").noBackup());
        var second =
                module(
                        "beta",
                        (_, plan) -> {
                            plan.file("/etc/app/conf");
                            plan.symlink("/etc/app/sub/link", "x");
                            plan.file("/etc/application");
                            plan.directory("/etc/app/own").recursive();
                            plan.user("ada").home("/etc/app/ada");
                        });

        Tree tree = tree(first, second);

        assertThat(tree.others())
                .containsExactly(
                        "/etc/app/ada", "/etc/app/conf", "/etc/app/own", "/etc/app/sub/link");
        assertThat(tree.apart()).containsExactly("/etc/app/own");
        assertThat(tree.except()).containsExactly("*.local");
        assertThat(tree.backup()).isFalse();
    }

    @Test
    void a_glob_that_is_none_is_a_fault() {
        assertThat(faults(module("alpha", (_, plan) -> plan.directory("/etc/app").purge("[a"))))
                .singleElement()
                .asString()
                .contains("'[a' is not a glob such as *.local");
    }

    @Test
    void everything_below_the_root_is_not_one_resources() {
        assertThat(faults(module("alpha", (_, plan) -> plan.directory("/").purge())))
                .singleElement()
                .asString()
                .contains("what is below '/' is not managed as a whole");
        assertThat(faults(module("alpha", (_, plan) -> plan.directory("/").mode("0755"))))
                .isEmpty();
    }

    private static Tree tree(BoundModule... modules) {
        return requireNonNull(
                TestedCatalog.of(compiled(modules))
                        .resource(DirectoryResource.class, "directory[/etc/app]")
                        .tree());
    }
}
