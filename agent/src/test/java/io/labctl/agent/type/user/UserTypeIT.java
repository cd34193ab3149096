package io.labctl.agent.type.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By a real useradd(8) and usermod(8); there is an account {@code f} with a group of its own. */
class UserTypeIT {
    @TempDir private Path folder;
    private ThrowAwayNode node;
    private TestMachine machine;

    @BeforeEach
    void startNode() throws IOException {
        node = ThrowAwayNode.start(folder);
        machine = TestMachine.of(node.machine(), folder);
        inside("mount", "-t", "tmpfs", "tmpfs", "/srv"); // where this machine may have something
        inside("groupadd", "ops");
        inside("useradd", "--no-create-home", "--user-group", "f");
    }

    @AfterEach
    void endNode() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void the_old_primary_group_may_become_a_supplementary_one() throws IOException {
        var report = machine.apply(user("ops", "f")).getFirst();

        assertThat(report.reason()).isNull();
        assertThat(report.changes())
                .containsExactly(Change.of("group", "f", "ops"), Change.of("groups", null, "f"));
        assertThat(groups()).containsExactlyInAnyOrder("ops", "f");
    }

    @Test
    void primary_and_supplementary_group_may_change_places() throws IOException {
        inside("usermod", "--append", "--groups", "ops", "f");

        var report = machine.apply(user("ops", "f")).getFirst();

        assertThat(report.reason()).isNull();
        assertThat(report.changes()).contains(Change.of("groups", "ops", "f,ops"));
        assertThat(groups()).containsExactlyInAnyOrder("ops", "f");
    }

    @Test
    void root_keeps_its_shell_when_the_new_one_is_not_there() throws IOException {
        String before = inside("getent", "passwd", "root");

        var report = machine.apply(Wanted.user("root", "/bin/zsh-nope", List.of())).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(report.reason())
                .isEqualTo("no program '/bin/zsh-nope' to be the shell of 'root'");
        assertThat(report.changes()).isEmpty();
        assertThat(inside("getent", "passwd", "root")).isEqualTo(before);
    }

    /** Where alternatives are links from the root. */
    @Test
    void a_shell_behind_links_and_one_that_lets_nobody_in_are_programs() throws IOException {
        inside("ln", "-s", "/bin/bash", "/etc/alternatives/labsh");
        inside("ln", "-s", "/etc/alternatives/labsh", "/usr/bin/labsh");

        for (String shell : List.of("/bin/labsh", "/bin/false", "/usr/sbin/nologin")) {
            var report = machine.apply(Wanted.user("labuser", shell, List.of())).getFirst();

            assertThat(report.reason()).isNull();
            assertThat(inside("getent", "passwd", "labuser")).endsWith(":" + shell + "\n");
        }
    }

    @Test
    void a_member_of_its_old_primary_group_keeps_it() throws IOException {
        inside("usermod", "--append", "--groups", "f", "f");

        var report = machine.apply(user("ops", "adm")).getFirst();

        assertThat(report.changes())
                .containsExactly(Change.of("group", "f", "ops"), Change.of("groups", "f", "adm,f"));
        assertThat(groups()).containsExactlyInAnyOrder("ops", "adm", "f");
        assertThat(machine.apply(user("ops", "adm")).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void an_account_whose_home_cannot_be_made_stays_away_until_it_can() throws IOException {
        inside("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", "/srv");

        var refused = machine.apply(withHome("/srv/eve")).getFirst();

        assertThat(refused.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(refused.reason())
                .isEqualTo(
                        "home '/srv/eve' cannot be made below '/srv' (read-only file system): give"
                                + " another, or do not let it be managed");
        assertThat(machine.apply(withHome("/dev/null/x")).getFirst().reason())
                .isEqualTo(
                        "home '/dev/null/x' cannot be made, for '/dev/null' is no directory:"
                                + " declare it, and the user after it");
        inside("mount", "-o", "remount,rw", "/srv");
        var made = machine.apply(withHome("/srv/eve")).getFirst();
        assertThat(made.outcome()).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(inside("ls", "-A", "/srv")).isEqualTo("eve\n");
    }

    @Test
    void a_home_moves_to_where_nothing_stands_yet() throws IOException {
        machine.apply(withHome("/srv/eve"));
        inside("touch", "/srv/eve/letters");

        machine.apply(withHome("/srv/eva"));

        assertThat(inside("ls", "/srv", "/srv/eva"))
                .isEqualTo("/srv:\neva\n\n/srv/eva:\nletters\n");
        assertThat(machine.apply(withHome("/srv/eva")).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_home_does_not_move_onto_another_one_in_any_run() throws IOException {
        machine.apply(withHome("/srv/eve"));
        inside("mkdir", "/srv/eva");

        for (int run = 0; run < 2; run++) {
            assertThat(machine.apply(withHome("/srv/eva")).getFirst().reason())
                    .isEqualTo(
                            "home '/srv/eva' is there already, so '/srv/eve' cannot be moved to"
                                    + " it: move one of them away by hand, or do not let its home"
                                    + " be managed");
        }
        assertThat(machine.apply(withHome("/srv/none/eva")).getFirst().reason())
                .isEqualTo(
                        "home '/srv/eve' cannot be moved to '/srv/none/eva', for '/srv/none' is no"
                                + " directory: declare it, and the user after it");
        inside("rm", "-r", "/srv/eve");
        inside("chown", "eve", "/srv/eva");
        assertThat(machine.apply(withHome("/srv/eva")).getFirst().outcome())
                .isEqualTo(ResourceOutcome.CHANGED);
    }

    @Test
    void a_home_is_moved_across_file_systems_by_hand() throws IOException {
        machine.apply(withHome("/srv/eve"));
        inside("touch", "/srv/eve/letters");
        inside("mount", "-t", "tmpfs", "tmpfs", "/mnt");

        for (int run = 0; run < 2; run++) {
            assertThat(machine.apply(withHome("/mnt/eve")).getFirst().reason())
                    .isEqualTo(
                            "home '/srv/eve' and '/mnt/eve' are on different file systems: move it"
                                    + " by hand, and the next run tells the account so, or do not"
                                    + " let its home be managed");
        }
        assertThat(passwd()).contains(":/srv/eve:");
        assertThat(inside("ls", "/srv/eve", "/mnt")).isEqualTo("/mnt:\n\n/srv/eve:\nletters\n");

        inside("mv", "/srv/eve", "/mnt/eve");
        assertThat(machine.apply(withHome("/mnt/eve")).getFirst().outcome())
                .isEqualTo(ResourceOutcome.CHANGED);
        assertThat(passwd()).contains(":/mnt/eve:");
    }

    /** Which usermod(8) refuses to change the home of. */
    @Test
    void a_home_of_somebody_who_is_logged_in_stays() throws IOException {
        machine.apply(withHome("/srv/eve"));
        inside("touch", "/srv/eve/letters");
        inside("runuser", "-u", "eve", "--", "sh", "-c", "tail -f /dev/null >/dev/null 2>&1 &");

        refusedTheSame(withHome("/srv/eva"), "home");
        refusedTheSame(unmanaged("/srv/eva"), "home");
        refusedTheSame(withHome("/srv/eve", 4712L), "uid");
        refusedTheSame(withHome("/srv/eva", 4712L), "uid or home");
        for (List<String> each :
                List.of(
                        List.of("--home", "/srv/eva"),
                        List.of("--home", "/srv/eva", "--move-home"),
                        List.of("--uid", "4712"))) {
            assertThat(usermod(each)).isEqualTo(8);
        }
        for (List<String> each :
                List.of(
                        List.of("--gid", "ops"),
                        List.of("--groups", "f"),
                        List.of("--shell", "/bin/bash"),
                        List.of("--comment", "Eve"))) {
            assertThat(usermod(each)).isZero();
        }

        assertThat(passwd()).contains(":/srv/eve:");
        assertThat(inside("ls", "/srv", "/srv/eve"))
                .isEqualTo("/srv:\neve\n\n/srv/eve:\nletters\n");
    }

    private int usermod(List<String> options) throws IOException {
        return node.machine()
                .commands()
                .run(
                        Stream.of(List.of("usermod"), options, List.of("eve"))
                                .flatMap(List::stream)
                                .toList(),
                        Duration.ofSeconds(30))
                .exit();
    }

    private void refusedTheSame(UserResource wanted, String what) {
        String why = machine.noop(wanted).getFirst().reason();
        assertThat(why)
                .matches(
                        "'eve' gets no other %s, for process \\d+ runs as it: end that first"
                                .formatted(what));
        assertThat(machine.apply(wanted).getFirst().reason()).isEqualTo(why);
    }

    @Test
    void a_moved_home_is_its_owners_whose_uid_changes_with_it() throws IOException {
        machine.apply(withHome("/srv/eve"));

        assertThat(machine.apply(withHome("/srv/eva", 4712L)).getFirst().outcome())
                .isEqualTo(ResourceOutcome.CHANGED);

        assertThat(inside("stat", "--format=%u", "/srv/eva")).isEqualTo("4712\n");
    }

    @Test
    void a_home_of_another_uid_is_not_left_behind_in_silence() throws IOException {
        machine.apply(withHome("/srv/eve", 4711L));
        inside("chown", "4712", "/srv/eve");

        assertThat(machine.apply(withHome("/srv/eva")).getFirst().reason())
                .isEqualTo(
                        "home '/srv/eve' belongs to uid 4712, and 'eve' has uid 4711: give it to"
                                + " the account or move it away by hand, or do not let its home"
                                + " be managed");
        assertThat(passwd()).contains(":/srv/eve:");
    }

    /** A mount of its own has a name that nobody can take away. */
    @Test
    void a_home_that_could_not_be_moved_is_still_the_accounts() throws IOException {
        machine.apply(withHome("/srv/eve"));
        inside("mount", "--bind", "/srv/eve", "/srv/eve");

        for (int run = 0; run < 2; run++) {
            assertThat(machine.apply(withHome("/srv/eva")).getFirst().reason())
                    .startsWith("usermod exited 12: ");
            assertThat(passwd()).contains(":/srv/eve:");
        }
        inside("umount", "/srv/eve");
        assertThat(machine.apply(withHome("/srv/eva")).getFirst().outcome())
                .isEqualTo(ResourceOutcome.CHANGED);
    }

    @Test
    void what_is_no_directory_of_the_accounts_own_is_not_moved() throws IOException {
        machine.apply(withHome("/srv/eve"));

        for (String home : List.of("/", "/dev/null", "/usr/games")) {
            inside("usermod", "--home", home, "eve");
            assertThat(machine.apply(withHome("/srv/eve")).getFirst().changes())
                    .containsExactly(Change.of("home", home, "/srv/eve"));
            assertThat(passwd()).contains(":/srv/eve:");
        }
    }

    private String passwd() throws IOException {
        return inside("getent", "passwd", "eve");
    }

    private static UserResource withHome(String home) {
        return withHome(home, null);
    }

    private static UserResource unmanaged(String home) {
        return withHome(home, null, false);
    }

    private static UserResource withHome(String home, @Nullable Long uid) {
        return withHome(home, uid, true);
    }

    private static UserResource withHome(String home, @Nullable Long uid, boolean isManaged) {
        return new UserResource(
                "eve",
                Presence.PRESENT,
                uid,
                null,
                List.of(),
                home,
                null,
                null,
                false,
                isManaged,
                false,
                null,
                null);
    }

    private static UserResource user(String group, String... groups) {
        return new UserResource(
                "f",
                Presence.PRESENT,
                null,
                group,
                List.of(groups),
                null,
                null,
                null,
                false,
                false,
                false,
                null,
                null);
    }

    private List<String> groups() throws IOException {
        return List.of(inside("id", "-Gn", "f").strip().split(" ", -1));
    }

    private String inside(String... argv) throws IOException {
        return node.machine().commands().require(Command.of(List.of(argv), Duration.ofSeconds(30)));
    }
}
