package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Into a folder on a server whose owner exchanges what is in it at the worst moments. */
class CopyIntoForeignFolderTest extends WithCopies {
    private static final int NOBODY = 65534;

    private static final String AS_NOBODY =
            """
            [ "$(id -u)" != 0 ] || drop='setpriv --reuid=65534 --regid=65534 --clear-groups'
            exec $drop sh "$@"
            """;

    private Path victim;

    @BeforeEach
    void somebodys_folder_and_one_of_roots() throws IOException {
        victim = Files.createDirectory(home.resolve("victim"));
        write(victim.resolve("passwd"), "root");
        set(victim, "rwx------");
        write(Files.createDirectory(here.resolve("site")).resolve("passwd"), "mine");
    }

    @Test
    void a_link_in_the_place_of_what_came_is_given_no_mode() throws IOException {
        set(here.resolve("site"), "r-xr-xr-x");
        instead(
                "mv",
                """
                mv "$@" || exit
                cd %s/there && mv site gone && ln -s ../victim site
                """);

        cp(here.resolve("site"), remote(""));

        assertThat(mode(victim)).isEqualTo("rwx------");
        assertThat(mode(there.resolve("gone"))).isEqualTo("r-xr-xr-x");
    }

    @Test
    void a_link_in_the_place_of_the_folder_where_things_arrive_is_not_followed()
            throws IOException {
        write(here.resolve("passwd"), "mine");
        instead(
                "tar",
                """
                tar "$@" || exit
                touch "%1$s/victim/.labctl-cp-end"
                cd %1$s/there && mv .labctl-cp-* gone && ln -s ../victim "$(basename "$OLDPWD")"
                """);

        cp(here.resolve("passwd"), remote(""));

        assertThat(victim.resolve("passwd")).hasContent("root");
        assertThat(there.resolve("passwd")).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ln -s ../victim", "mkdir -m 755", "mkdir -m 700"})
    void one_that_is_not_the_folder_that_was_made_is_not_used(String exchange) throws IOException {
        instead(
                "mktemp",
                """
                made=$(mktemp "$@") && printf '%%s\\n' "$made"
                mv "$made" gone
                """
                        + exchange
                        + " \"$made\"\ntouch \"$made/x\"\n");

        assertThat(cp(here.resolve("site"), remote("")))
                .isEqualTo(refused("server 'web1': '.': somebody changes what is in it"));

        assertThat(there.resolve("site")).doesNotExist();
        assertThat(victim.resolve("passwd")).hasContent("root");
    }

    @Test
    void a_folder_that_is_merged_with_is_the_one_that_was_looked_at() throws IOException {
        Files.createDirectory(there.resolve("site"));
        instead(
                "mv",
                """
                (cd %s/there && mv site gone && ln -s ../victim site)
                mv "$@"
                """);

        cp(here.resolve("site"), remote(""));

        assertThat(victim.resolve("passwd")).hasContent("root");
        assertThat(there.resolve("gone/passwd")).hasContent("mine");
    }

    @Test
    void a_folder_that_hands_on_its_group_takes_things_too() throws IOException {
        run("chmod", "2775", there.toString());

        assertThat(cp(here.resolve("site"), remote(""))).isEqualTo(done());
        assertThat(there.resolve("site/passwd")).hasContent("mine");
    }

    @Test
    void what_its_owner_may_not_write_comes_with_its_mode_for_others_than_root_too()
            throws IOException {
        instead("sh", AS_NOBODY);
        set(home, "rwx--x--x");
        if ("root".equals(System.getProperty("user.name"))) {
            Files.setAttribute(there, "unix:uid", NOBODY);
        }
        set(here.resolve("site/passwd"), "---------");
        set(here.resolve("site"), "r-xr-xr-x");

        assertThat(cp(here.resolve("site"), remote(""))).isEqualTo(done());
        assertThat(mode(there.resolve("site"))).isEqualTo("r-xr-xr-x");
        assertThat(mode(there.resolve("site/passwd"))).isEqualTo("---------");

        set(there, "-wx------");
        assertThat(cp(here.resolve("site"), remote("new"))).isEqualTo(done());
        assertThat(there.resolve("new/passwd")).exists();
    }

    @Test
    void where_one_file_has_no_place_none_is_replaced() throws IOException {
        write(here.resolve("site/z"), "new");
        write(Files.createDirectories(there.resolve("site/z")).resolve("kept"), "old");
        write(there.resolve("site/passwd"), "old");

        assertThat(cp(here.resolve("site"), remote("")))
                .isEqualTo(
                        refused("server 'web1': './site/z' is a folder: a file cannot replace it"));

        assertThat(there.resolve("site/passwd")).hasContent("old");
        assertThat(names(there)).containsExactly("site");
    }

    @Test
    void being_told_to_stop_in_the_middle_of_replacing_comes_too_late() throws IOException {
        write(here.resolve("site/z"), "new");
        write(Files.createDirectory(there.resolve("site")).resolve("passwd"), "old");
        write(there.resolve("site/z"), "old");
        instead("mv", "mv \"$@\"\nkill -s TERM 0\n");

        assertThat(cp(here.resolve("site"), remote(""))).isEqualTo(done());

        assertThat(there.resolve("site/passwd")).hasContent("mine");
        assertThat(there.resolve("site/z")).hasContent("new");
    }

    @Test
    void a_warning_of_the_server_is_shown_and_ends_nothing() throws IOException {
        instead("tar", "echo 'tar: warning: ld.so is odd' >&2\nexec tar \"$@\"\n");

        assertThat(cp(here.resolve("site"), remote("")))
                .isEqualTo(
                        new Operator.Result(
                                0, "", "labctl: server 'web1': warning: ld.so is odd\n"));
        assertThat(there.resolve("site/passwd")).hasContent("mine");
    }

    @Test
    void what_tar_could_not_write_is_told_and_ends_badly() throws IOException {
        instead("tar", "echo 'tar: ./x: Cannot open: Bad' >&2\ncat >/dev/null\nexit 2\n");

        assertThat(cp(here.resolve("site"), remote("")))
                .isEqualTo(refused("server 'web1': x: Cannot open: Bad"));
        assertThat(names(there)).isEmpty();
    }

    @Test
    void two_that_are_called_the_same_in_the_end_are_refused() {
        Operator.Result result =
                types(here.resolve("site"), here.resolve("site") + "/.", remote(""));

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                2,
                                "",
                                "labctl: two sources have the name 'site': copy one at a time\n"));
    }

    private static void set(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }
}
