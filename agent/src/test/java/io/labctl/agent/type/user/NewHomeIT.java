package io.labctl.agent.type.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SshPublicKey;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Homes of accounts that are new, or that are to have another one where none can be moved. */
class NewHomeIT {
    private static final AuthorizedKeyResource KEY =
            new AuthorizedKeyResource(
                    "eve",
                    "k1",
                    Presence.PRESENT,
                    new SshPublicKey(
                            "ssh-ed25519",
                            "AAAAC3NzaC1lZDI1NTE5AAAAIE1/UTpKW0L03IbypkXr6d7lOoVrH+cltGrYl1MU6j6N"),
                    List.of(),
                    null);

    @TempDir private Path folder;
    private ThrowAwayNode node;
    private TestMachine machine;

    @BeforeEach
    void startNode() throws IOException {
        node = ThrowAwayNode.start(folder);
        machine = TestMachine.of(node.machine(), folder);
        inside("mount", "-t", "tmpfs", "tmpfs", "/srv"); // where this machine may have something
    }

    @AfterEach
    void endNode() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void a_home_is_made_anew_where_there_is_none_to_be_moved() throws IOException {
        inside("useradd", "--no-create-home", "--home-dir", "/srv/gone", "eve");
        inside("sh", "-c", "echo 'HOME_MODE 0710' >> /etc/login.defs; touch /etc/skel/welcome");

        refusedTheSame(
                withHome("/srv/none/eve"),
                "home '/srv/none/eve' cannot be made, for '/srv/none' is no directory: declare it,"
                        + " and the user after it");
        var wanted = withHome("/srv/eve", 4713L);
        var told = Change.of("home", "/srv/gone", "/srv/eve");
        assertThat(machine.noop(wanted).getFirst().changes()).contains(told);
        var report = machine.apply(wanted).getFirst();

        assertThat(report.reason()).isNull();
        assertThat(report.changes()).contains(told);
        assertThat(inside("stat", "--format=%u %a %n", "/srv/eve", "/srv/eve/welcome"))
                .isEqualTo("4713 710 /srv/eve\n4713 644 /srv/eve/welcome\n");
        assertThat(inside("ls", "-A", "/srv")).isEqualTo("eve\n");
        assertThat(machine.apply(wanted).getFirst().outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_home_that_is_roots_is_not_left_behind_without_a_new_one() throws IOException {
        inside("useradd", "--no-create-home", "--home-dir", "/srv/eve", "--uid", "4711", "eve");
        inside("mkdir", "/srv/eve");

        refusedTheSame(
                withHome("/srv/eva"),
                "home '/srv/eve' belongs to 'root' (uid 0), and 'eve' has uid 4711: give it to the"
                        + " account or move it away by hand, or do not let its home be managed");
        assertThat(passwd()).contains(":/srv/eve:");
    }

    @Test
    void a_home_that_is_there_already_must_be_the_accounts() throws IOException {
        inside("mkdir", "/srv/eve");
        String why =
                "home '/srv/eve' is there already and belongs to 'root' (uid 0), not to 'eve':"
                        + " give it to the account or move it away by hand, or do not let its"
                        + " home be managed";

        refusedTheSame(withHome("/srv/eve"), why);
        refusedTheSame(withHome("/srv/eve", 4711L), why);
        inside("useradd", "--no-create-home", "--home-dir", "/srv/gone", "eve");
        refusedTheSame(withHome("/srv/eve"), why);
        inside("userdel", "eve");

        inside("chown", "4711", "/srv/eve");
        assertThat(machine.apply(withHome("/srv/eve", 4711L)).getFirst().reason()).isNull();
    }

    @Test
    void a_key_is_looked_for_in_the_home_that_is_to_be() throws IOException {
        machine.apply(withHome("/srv/eve"), KEY);
        inside("mkdir", "/srv/eva");
        UserResource elsewhere = unmanaged("/srv/eva");

        var noop = machine.noop(elsewhere, KEY);

        assertThat(noop.getLast().changes()).contains(Change.of("ensure", "absent", "present"));
        assertThat(machine.apply(elsewhere, KEY).getLast().changes())
                .isEqualTo(noop.getLast().changes());
        assertThat(machine.noop(withHome("/srv/evi"), KEY).getLast().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void what_is_missing_on_the_way_to_a_home_is_declared_rather_than_made_as_roots()
            throws IOException {
        String why =
                "home '/srv/none/eve' cannot be made, for '/srv/none' is no directory: declare it,"
                        + " and the user after it";

        refusedTheSame(withHome("/srv/none/eve"), why);
        assertThat(inside("ls", "-A", "/srv")).isEmpty();

        Resource[] both = {Wanted.directory("/srv/none", null), withHome("/srv/none/eve")};
        assertThat(machine.noop(both)).extracting(ResourceReport::reason).containsOnlyNulls();
        assertThat(machine.apply(both)).extracting(ResourceReport::reason).containsOnlyNulls();
        assertThat(inside("stat", "--format=%U", "/srv/none/eve")).isEqualTo("eve\n");
    }

    @Test
    void a_link_in_the_place_of_a_home_is_told_with_what_to_do() throws IOException {
        inside("useradd", "--no-create-home", "--home-dir", "/srv/eve", "eve");
        inside("mkdir", "/srv/real");
        inside("ln", "-s", "/srv/real", "/srv/eve");
        inside("chown", "--no-dereference", "eve", "/srv/eve");

        refusedTheSame(
                withHome("/srv/eva"),
                "'/srv/eve' is a link that is not root's: name what it leads to, or give the link"
                        + " to root");
    }

    private void refusedTheSame(UserResource wanted, String why) {
        assertThat(machine.noop(wanted).getFirst().reason()).isEqualTo(why);
        assertThat(machine.apply(wanted).getFirst().reason()).isEqualTo(why);
    }

    private String passwd() throws IOException {
        return inside("getent", "passwd", "eve");
    }

    private static UserResource withHome(String home) {
        return withHome(home, null, true);
    }

    private static UserResource withHome(String home, long uid) {
        return withHome(home, uid, true);
    }

    private static UserResource unmanaged(String home) {
        return withHome(home, null, false);
    }

    private static UserResource withHome(String home, @Nullable Long uid, boolean manageHome) {
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
                manageHome,
                false,
                null,
                null);
    }

    private String inside(String... argv) throws IOException {
        return node.machine().commands().require(Command.of(List.of(argv), Duration.ofSeconds(30)));
    }
}
