package io.labctl.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    private static final Plan PLAN =
            new Plan(
                    3,
                    7443,
                    2,
                    new Plan.Before("/root/.labctl/config.yaml", false, "work"),
                    "rehearsal");

    @TempDir private Path folder;
    private StateFolder state;

    @BeforeEach
    void state() {
        state = new StateFolder(folder.resolve("labctl/rehearsal"));
        state.create();
    }

    @Test
    void a_plan_is_read_as_it_was_written() {
        state.plan().write(PLAN);

        assertThat(state.plan().read()).contains(PLAN);
    }

    @Test
    void there_is_no_plan_before_one_was_made() {
        assertThat(state.plan().read()).isEmpty();
    }

    @Test
    void a_plan_that_came_to_nothing_is_not_read_again() {
        state.plan().write(PLAN);

        state.plan().forget();

        assertThat(state.plan().read()).isEmpty();
        state.plan().forget();
    }

    @Test
    void a_folder_with_something_else_in_it_is_no_rehearsal_and_is_left_alone() throws Exception {
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("mine"), "keep");
        var stranger = new StateFolder(foreign);

        assertThat(stranger.exists()).isFalse();
        assertThatThrownBy(stranger::create)
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("holds something else than a rehearsal");
        assertThat(foreign).isDirectoryContaining(file -> file.endsWith("mine"));
    }

    @Test
    void a_folder_that_was_there_and_empty_is_taken_and_deleted_behind_its_link() throws Exception {
        Path target = Files.createDirectory(folder.resolve("target"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        var linked = new StateFolder(link);

        linked.create();
        assertThat(linked.exists()).isTrue();
        linked.delete();

        assertThat(target).doesNotExist();
    }

    @Test
    void a_damaged_plan_is_named_by_its_file() throws Exception {
        Files.writeString(state.root().resolve("plan.json"), "{\"bridge\":");

        assertThatThrownBy(() -> state.plan().read())
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("plan.json' is not readable as the plan of a rehearsal");
    }

    @Test
    void only_its_owner_can_look_into_it() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.root())))
                .isEqualTo("rwx------");
    }

    @Test
    void it_is_found_by_the_key_of_its_administrator_and_by_no_other() {
        assertThat(StateFolder.ofAdminKey(state.adminKey())).contains(state);
        assertThat(StateFolder.ofAdminKey(folder.resolve("ann.key"))).isEmpty();
        assertThat(StateFolder.ofAdminKey(Path.of("ann.key"))).isEmpty();
    }

    @Test
    void deleting_it_leaves_neither_it_nor_an_empty_parent() throws Exception {
        Files.writeString(state.log("labd"), "line");

        state.delete();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void deleting_it_leaves_what_lies_beside_it() throws Exception {
        Path other = folder.resolve("labctl/other");
        Files.writeString(other, "mine");

        state.delete();

        assertThat(other).hasContent("mine");
    }

    @Test
    void deleting_it_leaves_a_folder_that_was_there_before() {
        var inThere = new StateFolder(folder.resolve("state"));
        inThere.create();

        inThere.delete();

        assertThat(folder).isDirectory();
        assertThat(inThere.root()).doesNotExist();
    }
}
