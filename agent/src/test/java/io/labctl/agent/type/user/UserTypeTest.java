package io.labctl.agent.type.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.machine.Finished;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Login;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.UserResource;
import io.labctl.catalog.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserTypeTest {
    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder).write("/etc/motd", "hello\n");
    }

    /** useradd(8) makes no home there, and exits 0. */
    @Test
    void a_home_that_is_a_file_fails_the_user_before_it_is_made() {
        var report = machine.apply(user("/etc/motd", true)).getFirst();

        assertThat(report.reason())
                .isEqualTo(
                        "home '/etc/motd' is not a directory: give another, or do not let it be"
                                + " managed");
        assertThat(machine.commands().run()).isEmpty();
    }

    @Test
    void the_default_home_of_a_new_user_must_not_be_a_file_either() throws IOException {
        Files.createDirectory(machine.at("/home"));
        machine.write("/home/f", "");

        assertThat(machine.apply(user(null, true)).getFirst().reason())
                .startsWith("home '/home/f' is not a directory: ");
    }

    @Test
    void a_home_is_not_moved_to_where_a_file_stands() throws IOException {
        accountAt("/old");

        assertThat(machine.apply(user("/etc/motd", true)).getFirst().reason())
                .startsWith("home '/etc/motd' is there already, so '/old' cannot be moved to it: ");
        assertThat(machine.commands().run()).isEmpty();
    }

    /** The next run looks at passwd(5) alone, which usermod(8) writes first. */
    @Test
    void an_account_whose_home_could_not_be_moved_keeps_it() throws IOException {
        accountAt("/old");
        machine.commands()
                .program(
                        "usermod",
                        command -> {
                            boolean moves = command.argv().contains("--move-home");
                            String home = moves ? "/new" : "/old";
                            machine.makeFile(
                                    "/etc/passwd", "f:x:4711:4711::" + home + ":/bin/sh\n");
                            return new Finished(moves ? 12 : 0, "", moves ? "busy" : "", false);
                        });

        assertThat(machine.apply(user("/new", true)).getFirst().reason())
                .isEqualTo("usermod exited 12: busy");
        assertThat(machine.read("/etc/passwd")).contains(":/old:");
    }

    @Test
    void a_home_that_was_moved_all_the_same_is_the_accounts() throws IOException {
        accountAt("/old");
        machine.commands()
                .program(
                        "usermod",
                        _ -> {
                            machine.makeFile("/etc/passwd", "f:x:4711:4711::/new:/bin/sh\n");
                            machine.makeFile("/new", "");
                            return new Finished(12, "", "owners not changed", false);
                        });

        assertThat(machine.apply(user("/new", true)).getFirst().reason())
                .isEqualTo("usermod exited 12: owners not changed");
        assertThat(machine.commands().run()).containsExactly("usermod --home /new --move-home f");
    }

    @Test
    void a_home_with_a_slash_at_its_end_is_the_same() throws IOException {
        accountAt("/old/");
        machine.commands().program("usermod", _ -> new Finished(0, "", "", false));

        machine.apply(user("/old", true));

        assertThat(machine.commands().run()).containsExactly("usermod --home /old f");
    }

    @Test
    void no_home_is_moved_into_itself() throws IOException {
        accountAt("/old");

        assertThat(machine.apply(user("/old/new", true)).getFirst().reason())
                .isEqualTo("home '/old' cannot be moved into itself, to '/old/new'");
        assertThat(machine.commands().run()).isEmpty();
    }

    @Test
    void no_link_is_moved() throws IOException {
        accountAt("/old");
        Files.createSymbolicLink(machine.at("/link"), Path.of("/old"));
        machine.write("/etc/passwd", machine.read("/etc/passwd").replace("/old", "/link"));

        assertThat(machine.apply(user("/new", true)).getFirst().reason())
                .isEqualTo(
                        "home '/link' is a link to '/old', and no link is moved: move it by hand,"
                                + " or do not let its home be managed");
        assertThat(machine.commands().run()).isEmpty();
    }

    @Test
    void a_home_that_a_user_has_may_be_anything() throws IOException {
        machine.write("/etc/passwd", "f:x:4711:4711::/etc/motd:/bin/sh\n");

        assertThat(machine.apply(user("/etc/motd", true)).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_no_op_run_lets_another_resource_clear_the_place() {
        UserResource wanted = user("/etc/motd", true);

        assertThat(machine.noop(Wanted.noFile("/etc/motd"), wanted).getLast().outcome())
                .isEqualTo(ResourceOutcome.WOULD_CHANGE);
        assertThat(machine.noop(wanted).getFirst().reason())
                .startsWith("home '/etc/motd' is not a directory: ");
    }

    @Test
    void a_home_that_is_not_managed_may_be_anything() {
        machine.apply(user("/etc/motd", false));

        assertThat(machine.commands().run())
                .containsExactly("useradd --no-create-home --home-dir /etc/motd f");
    }

    @Test
    void what_stands_for_a_hidden_password_becomes_nobodys() throws IOException {
        accountOfF();
        var login = new Login(Secret.HIDDEN, null, null, null, null, null);

        assertThat(machine.apply(user(login)).getFirst().reason())
                .isEqualTo("the password of 'f' is hidden in this catalog");
        assertThat(machine.commands().run()).isEmpty();
    }

    @Test
    void a_new_primary_group_and_supplementary_ones_are_told_apart() throws IOException {
        accountOfF();

        assertThat(machine.noop(moved("adm")).getFirst().changes())
                .containsExactly(
                        Change.of("group", "f", "ops"), Change.of("groups", "games", "adm,games"));
    }

    @Test
    void the_new_primary_group_need_not_be_joined_besides() throws IOException {
        accountOfF();

        assertThat(machine.noop(moved("ops", "games")).getFirst().changes())
                .containsExactly(Change.of("group", "f", "ops"));
    }

    @Test
    void a_primary_group_may_be_wanted_by_the_second_of_its_names() throws IOException {
        machine.write("/etc/passwd", "f:x:4711:4712::/srv/f:/bin/sh\n");
        machine.write("/etc/group", "operators:x:4712:\nops:x:4712:\n");

        assertThat(machine.noop(moved()).getFirst().outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @ParameterizedTest
    @CsvSource({
        "/bin/zsh-nope,''",
        "/etc/motd,': it is not executable'",
        "/etc/motd/zsh,''",
        "/etc,': it is no file'",
        "/bin/dangling,''",
        "/dev/null,''"
    })
    void what_is_no_program_does_not_become_a_shell(String shell, String why) throws IOException {
        accountOfF();
        Files.createDirectory(machine.at("/bin"));
        Files.createSymbolicLink(machine.at("/bin/dangling"), Path.of("/bin/sh"));
        String refused = "no program '%s' to be the shell of 'f'%s".formatted(shell, why);

        var real = machine.apply(withShell(shell)).getFirst();
        var noop = machine.noop(withShell(shell)).getFirst();

        assertThat(real.reason()).isEqualTo(refused);
        assertThat(real.changes()).isEmpty();
        assertThat(noop.reason()).isEqualTo(refused);
        assertThat(machine.commands().run()).isEmpty();
    }

    @Test
    void no_account_is_made_with_a_shell_that_is_not_there() {
        assertThat(machine.apply(withShell("/bin/zsh")).getFirst().reason())
                .isEqualTo("no program '/bin/zsh' to be the shell of 'f'");
        assertThat(machine.commands().run()).isEmpty();
    }

    @Test
    void a_shell_may_be_a_link_to_one_inside_the_root() throws IOException {
        accountOfF();
        program("/usr/bin/zsh5");
        Files.createSymbolicLink(machine.at("/bin"), Path.of("usr/bin"));
        Files.createSymbolicLink(machine.at("/etc/zsh"), Path.of("/bin/zsh5"));
        Files.createSymbolicLink(machine.at("/usr/bin/zsh"), Path.of("../../../../etc/zsh"));

        machine.apply(withShell("/bin/zsh"));

        assertThat(machine.commands().run()).containsExactly("usermod --shell /bin/zsh f");
    }

    @Test
    void a_missing_shell_that_an_account_has_is_not_looked_at() throws IOException {
        accountOfF();

        assertThat(machine.apply(withShell("/bin/sh")).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_no_op_run_lets_a_package_bring_the_shell() {
        machine.packages().archive("zsh", "5");

        var reports = machine.noop(Wanted.pkg("zsh"), withShell("/bin/zsh"));

        assertThat(reports)
                .extracting(ResourceReport::outcome)
                .containsExactly(ResourceOutcome.WOULD_CHANGE, ResourceOutcome.WOULD_CHANGE);
    }

    private void program(String path) throws IOException {
        Files.createDirectories(machine.at(path).resolveSibling(""));
        machine.write(path, "");
        Files.setPosixFilePermissions(
                machine.at(path), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static UserResource withShell(String shell) {
        return new UserResource(
                "f",
                Presence.PRESENT,
                null,
                null,
                List.of(),
                null,
                shell,
                null,
                false,
                false,
                false,
                null,
                null);
    }

    @Test
    void what_is_left_of_an_account_that_is_gone_is_told() throws IOException {
        accountOfF();
        machine.commands()
                .program(
                        "userdel",
                        _ -> {
                            machine.makeFile("/etc/passwd", "");
                            return new Finished(12, "", "/var/mail/f not owned by f", false);
                        });

        assertThat(machine.apply(gone()).getFirst().reason())
                .isEqualTo(
                        "userdel exited 12: /var/mail/f not owned by f; the account of 'f' is gone,"
                                + " so remove by hand what is left of it");
    }

    private static UserResource gone() {
        return new UserResource(
                "f",
                Presence.ABSENT,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                false,
                true,
                false,
                null,
                null);
    }

    /** With a directory of its own there. */
    private void accountAt(String home) throws IOException {
        Files.createDirectory(machine.at(home));
        machine.account("f");
        machine.write("/etc/passwd", machine.read("/etc/passwd").replace(":/:", ":" + home + ":"));
    }

    private void accountOfF() throws IOException {
        machine.write("/etc/passwd", "f:x:4711:4711::/srv/f:/bin/sh\n");
        machine.write("/etc/group", "f:x:4711:\nops:x:4712:\nadm:x:4:\ngames:x:60:f\n");
    }

    private static UserResource moved(String... groups) {
        return new UserResource(
                "f",
                Presence.PRESENT,
                null,
                "ops",
                List.of(groups),
                null,
                null,
                null,
                false,
                true,
                false,
                null,
                null);
    }

    private static UserResource user(Login login) {
        return user(null, false, login);
    }

    private static UserResource user(@Nullable String home, boolean manageHome) {
        return user(home, manageHome, null);
    }

    private static UserResource user(
            @Nullable String home, boolean manageHome, @Nullable Login login) {
        return new UserResource(
                "f",
                Presence.PRESENT,
                null,
                null,
                List.of(),
                home,
                null,
                null,
                false,
                manageHome,
                false,
                login,
                null);
    }
}
