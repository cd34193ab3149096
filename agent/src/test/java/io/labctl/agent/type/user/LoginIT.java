package io.labctl.agent.type.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Login;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.UserResource;
import io.labctl.catalog.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords, locks and ends of accounts, by a real chpasswd(8), usermod(8) and chage(1). */
class LoginIT {
    private static final String HASH =
            "$6$saltsalt$IxDD3jeSOb5eB1CX5LBsqZFVkJdido3OUILO5Ifz5iwMuTS4XMS130MTSuDDl3aCI6WouIL9AjRbLCelDCy.g.";
    private static final String SECOND =
            "$6$othersal$IxDD3jeSOb5eB1CX5LBsqZFVkJdido3OUILO5Ifz5iwMuTS4XMS130MTSuDDl3aCI6WouIL9AjRbLCelDCy.g.";

    @TempDir private Path folder;
    private ThrowAwayNode node;
    private TestMachine machine;

    @BeforeEach
    void startNode() throws IOException {
        node = ThrowAwayNode.start(folder);
        machine = TestMachine.of(node.machine(), folder);
    }

    @AfterEach
    void endNode() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void a_password_is_set_and_never_told() throws IOException {
        ResourceReport first = machine.apply(eve(password(HASH))).getFirst();
        assertThat(first.reason()).isNull();
        assertThat(shadow().getFirst()).isEqualTo(HASH);
        assertThat(machine.apply(eve(password(HASH))).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);

        ResourceReport second = machine.apply(eve(password(SECOND))).getFirst();

        assertThat(second.changes()).containsExactly(Change.of("password", null, "[secret]"));
        assertThat(shadow().getFirst()).isEqualTo(SECOND);
        assertThat(first.toString() + second).doesNotContain("saltsalt", "othersal");
    }

    @Test
    void a_password_that_somebody_changed_or_locked_is_corrected() throws IOException {
        machine.apply(eve(password(HASH)));
        inside("usermod", "--lock", "eve");

        assertThat(machine.apply(eve(password(HASH))).getFirst().outcome())
                .isEqualTo(ResourceOutcome.CORRECTED);
        assertThat(shadow().getFirst()).isEqualTo(HASH);
    }

    @Test
    void a_locked_account_keeps_its_password() throws IOException {
        machine.apply(eve(password(HASH)));

        var locked = machine.apply(eve(locked(null, true))).getFirst();
        assertThat(locked.changes()).containsExactly(Change.of("locked", "no", "yes"));
        assertThat(shadow().getFirst()).isEqualTo("!" + HASH);

        var both = machine.apply(eve(locked(SECOND, true))).getFirst();
        assertThat(both.changes()).containsExactly(Change.of("password", null, "[secret]"));
        assertThat(shadow().getFirst()).isEqualTo("!" + SECOND);

        machine.apply(eve(locked(null, false)));
        assertThat(shadow().getFirst()).isEqualTo(SECOND);
    }

    @Test
    void an_account_without_a_password_is_not_unlocked_and_nothing_of_it_changes()
            throws IOException {
        String why =
                "'eve' cannot be unlocked, for it has no password: give it one, or do not declare"
                        + " unlocked()";
        var unlocked = new Login(null, false, "2027-01-31", null, null, null);

        assertThat(machine.noop(eve(unlocked)).getFirst().reason()).isEqualTo(why);
        assertThat(machine.apply(eve(unlocked)).getFirst().reason()).isEqualTo(why);
        assertThat(inside("cat", "/etc/passwd")).doesNotContain("eve:");

        inside("useradd", "--no-create-home", "eve");
        List<String> before = shadow();
        assertThat(machine.noop(eve(unlocked)).getFirst().reason()).isEqualTo(why);
        assertThat(machine.apply(eve(unlocked)).getFirst().reason()).isEqualTo(why);
        assertThat(shadow()).isEqualTo(before);

        assertThat(machine.apply(eve(locked(HASH, false))).getFirst().reason()).isNull();
        assertThat(shadow().getFirst()).isEqualTo(HASH);
    }

    /** With it an account is not marked as locked, and nobody can enter it all the same. */
    @Test
    void an_account_that_nobody_enters_by_password_is_not_unlocked() throws IOException {
        String why =
                "'eve' cannot be unlocked, for it has no password: give it one, or do not declare"
                        + " unlocked()";
        var unlocked = eve(locked(null, false));

        for (String none : List.of("*", "!*")) {
            machine.apply(eve(password("*")));
            inside("usermod", "--password", none, "eve");
            assertThat(machine.noop(unlocked).getFirst().reason()).isEqualTo(why);
            assertThat(machine.apply(unlocked).getFirst().reason()).isEqualTo(why);
            assertThat(shadow().getFirst()).isEqualTo(none);
        }

        assertThat(machine.apply(eve(locked(HASH, false))).getFirst().reason()).isNull();
        assertThat(shadow().getFirst()).isEqualTo(HASH);
    }

    @Test
    void an_end_and_the_ages_of_a_password_are_set_and_taken_back() throws IOException {
        var ended = new Login(null, null, "2027-01-31", 1, 90, 14);
        machine.apply(eve(null));

        assertThat(machine.apply(eve(ended)).getFirst().changes())
                .extracting(Change::property)
                .containsExactly(
                        "expires", "password-min-days", "password-max-days", "password-warn-days");
        assertThat(shadow().subList(2, 7)).containsExactly("1", "90", "14", "", "20849");
        assertThat(machine.apply(eve(ended)).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);

        var endless = new Login(null, null, Login.NEVER, 0, -1, 7);
        assertThat(machine.apply(eve(endless)).getFirst().reason()).isNull();

        assertThat(shadow().get(6)).isEmpty();
        assertThat(machine.apply(eve(endless)).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void an_account_leaves_the_groups_that_are_not_named() throws IOException {
        machine.apply(eve(null));
        inside("usermod", "--append", "--groups", "adm,games", "eve");

        var report = machine.apply(inOnly("adm")).getFirst();

        assertThat(report.changes()).containsExactly(Change.of("groups", "adm,games", "adm"));
        assertThat(inside("id", "-Gn", "eve")).isEqualTo("eve adm\n");
        assertThat(machine.apply(inOnly("adm")).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
        assertThat(machine.apply(inOnly()).getFirst().reason()).isNull();
        assertThat(inside("id", "-Gn", "eve")).isEqualTo("eve\n");
    }

    @Test
    void nobody_keeps_an_account_open_by_what_the_home_holds() throws IOException {
        machine.apply(eve(password(HASH)));
        inside("mkdir", "-p", "/home/eve");
        inside("ln", "-s", "/etc", "/home/eve/.ssh");

        var report = machine.apply(purged(Presence.PRESENT)).getFirst();

        assertThat(report.reason())
                .isEqualTo(
                        "'/home/eve/.ssh' is a symlink, not a directory; remove it by hand first");
        assertThat(shadow().getFirst()).isEqualTo("!" + HASH);
        assertThat(machine.apply(purged(Presence.ABSENT)).getFirst().outcome())
                .isEqualTo(ResourceOutcome.CHANGED);
    }

    private static UserResource purged(Presence ensure) {
        return new UserResource(
                "eve",
                ensure,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                false,
                false,
                false,
                locked(null, true),
                List.of());
    }

    private static Login password(String hash) {
        return new Login(new Secret(hash), null, null, null, null, null);
    }

    private static Login locked(@Nullable String hash, boolean locked) {
        return new Login(hash == null ? null : new Secret(hash), locked, null, null, null, null);
    }

    private static UserResource eve(@Nullable Login login) {
        return user(login, false);
    }

    private static UserResource inOnly(String... groups) {
        return user(null, true, groups);
    }

    private static UserResource user(@Nullable Login login, boolean only, String... groups) {
        return new UserResource(
                "eve",
                Presence.PRESENT,
                null,
                null,
                List.of(groups),
                null,
                null,
                null,
                false,
                false,
                only,
                login,
                null);
    }

    /** The fields behind the name. */
    private List<String> shadow() throws IOException {
        String line = inside("grep", "^eve:", "/etc/shadow").stripTrailing();
        return List.of(line.substring("eve:".length()).split(":", -1));
    }

    private String inside(String... argv) throws IOException {
        return node.machine().commands().require(Command.of(List.of(argv), Duration.ofSeconds(30)));
    }
}
