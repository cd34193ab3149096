package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.WorkEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half of what was asked for is never taken for all of it. */
class CopyFromBadServerTest extends WithCopies {
    @BeforeEach
    void a_folder_there_that_was_here_once() throws IOException {
        Path tree = Files.createDirectory(there.resolve("d"));
        for (int i = 0; i < 40; i++) {
            write(tree.resolve("file-" + i), "new".repeat(100));
        }
        write(Files.createDirectory(here.resolve("d")).resolve("file-1"), "old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill -9 $$", "exit 9"})
    void a_tar_that_is_killed_between_two_files_ends_it(String end) throws IOException {
        instead("tar", "tar \"$@\" | head -c 10240\n" + end + "\n");

        Operator.Result result = cp(remote("d"), here);

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains(": nothing was copied\n");
        nothingCame();
    }

    @Test
    void an_output_that_ends_before_its_end_is_not_enough() throws IOException {
        instead("tar", "case $* in *-V*) ;; *) tar \"$@\" ;; esac\n");

        assertThat(cp(remote("d"), here))
                .isEqualTo(
                        refused(
                                "what the server sent cannot be read: it breaks off: nothing was copied"));
        nothingCame();
    }

    @Test
    void a_server_that_goes_in_the_middle_leaves_nothing() throws IOException {
        session.plays(
                caller -> {
                    caller.from(0)
                            .says(FakeSession.piece(FrameKind.OUT, new byte[0]))
                            .out("./x" + "\0".repeat(97) + "0000644\0");
                    caller.end(new WorkEnd.AgentLost(null));
                });

        Operator.Result result = types(remote("x"), here);

        assertThat(result.exit()).isEqualTo(5);
        assertThat(result.err()).contains("was not heard of any more");
        nothingCame();
    }

    @Test
    void an_output_of_nothing_is_not_enough() throws IOException {
        session.plays(
                caller -> {
                    caller.from(0);
                    caller.end(new WorkEnd.Exited(0));
                });

        assertThat(types(remote("d"), here).exit()).isEqualTo(1);
        nothingCame();
    }

    @Test
    void an_archive_without_anything_is_not_enough() throws IOException {
        instead("tar", "case $* in *-V*) tar \"$@\" ;; *) head -c 10240 /dev/zero ;; esac\n");

        assertThat(cp(remote("d"), here))
                .isEqualTo(
                        refused(
                                "the server did not send all that it was asked for: nothing was copied"));
        nothingCame();
    }

    @Test
    void of_several_sources_the_next_does_not_fill_the_one_that_broke_off() throws IOException {
        instead("tar", "tar \"$@\" | head -c 10240\n");

        assertThat(cp(remote("d"), remote("d/file-2"), here).exit()).isEqualTo(1);

        nothingCame();
    }

    @Test
    void a_file_that_shrank_does_not_replace_the_one_that_is_here() throws IOException {
        instead(
                "tar",
                "tar \"$@\"\necho 'tar: ./d/file-1: File shrank by 5 bytes; padding with zeros' >&2\nexit 1\n");

        Operator.Result result = cp(remote("d"), here);

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .endsWith(
                        "labctl: a file could not be read to its end on the server: nothing was copied\n");
        nothingCame();
    }

    @ParameterizedTest
    @ValueSource(strings = {"more", "\\0\\0x"})
    void what_stands_behind_the_end_is_refused_and_does_not_hang(String more) throws IOException {
        instead(
                "tar",
                "tar \"$@\"\ncase $* in *-V*) printf '%%b' '"
                        + more.replace("\\", "\\\\")
                        + "'; head -c 3000000 /dev/zero ;; esac\n");

        assertThat(cp(remote("d"), here))
                .isEqualTo(
                        refused(
                                "what the server sent cannot be read: something stands behind its end: nothing was copied"));
        nothingCame();
    }

    @Test
    void the_zeros_of_a_large_record_are_none() throws IOException {
        instead("tar", "tar \"$@\"\ncase $* in *-V*) head -c 3000000 /dev/zero ;; esac\n");

        assertThat(cp(remote("d"), here)).isEqualTo(done());
    }

    @Test
    void what_tar_is_told_by_the_machine_is_of_no_account() {
        variable("TAR_OPTIONS", "-b4096 --format=pax");

        assertThat(cp(remote("d"), here)).isEqualTo(done());
        assertThat(here.resolve("d/file-1")).hasContent("new".repeat(100));
    }

    @Test
    void names_may_look_like_those_that_tar_writes_for_others() throws IOException {
        for (String name : new String[] {"a\\nb", "c\\055d", "e\\\\f"}) {
            write(there.resolve(name), name);

            assertThat(cp(remote(name), here)).isEqualTo(done());
            assertThat(here.resolve(name)).hasContent(name);
        }
    }

    @Test
    void where_the_server_picks_the_name_it_is_a_folders_that_is_new_here() throws IOException {
        Files.createDirectory(there.resolve("new"));
        Files.createDirectory(there.resolve(".ssh"));

        assertThat(cp(remote("new/."), here)).isEqualTo(done());
        assertThat(here.resolve("new")).isDirectory();
        assertThat(cp(remote("d/../d/."), here).err())
                .isEqualTo(
                        "labctl: the server calls what it sent 'd': give it a name here, that one is there already\n");
        assertThat(cp(remote(".ssh/."), here).err())
                .isEqualTo(
                        "labctl: the server calls what it sent '.ssh': give it a name here, that one is not taken from a server\n");
        assertThat(cp(remote(".ssh/."), here.resolve("keys"))).isEqualTo(done());
        assertThat(names(here)).containsExactly("d", "keys", "new");
        assertThat(names(here.resolve("d"))).containsExactly("file-1");
    }

    @Test
    void two_that_are_called_the_same_in_the_end_are_refused() throws IOException {
        Files.createDirectory(here.resolve("into"));

        assertThat(cp(remote("d"), remote("d/."), here.resolve("into")))
                .isEqualTo(refused("two of them are called 'd': copy one at a time"));
        assertThat(names(here.resolve("into"))).isEmpty();
    }

    @Test
    void where_one_file_has_no_place_none_is_replaced() throws IOException {
        Files.createDirectory(here.resolve("d/file-39"));

        assertThat(cp(remote("d"), here))
                .isEqualTo(
                        refused(
                                "'%s' is a folder: a file cannot replace it"
                                        .formatted(here.resolve("d/file-39"))));

        assertThat(here.resolve("d/file-1")).hasContent("old");
        assertThat(names(here.resolve("d"))).containsExactly("file-1", "file-39");
    }

    private void nothingCame() {
        assertThat(names(here)).containsExactly("d");
        assertThat(names(here.resolve("d"))).containsExactly("file-1");
        assertThat(here.resolve("d/file-1")).hasContent("old");
    }
}
