package io.labctl.agent.type.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.apply.WantedCatalog;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.Presence;
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

/** By a real userdel(8), of {@code eve}, who has letters in her home. */
class AccountRemovalIT {
    @TempDir private Path folder;
    private ThrowAwayNode node;
    private TestMachine machine;

    @BeforeEach
    void startNode() throws IOException {
        node = ThrowAwayNode.start(folder);
        machine = TestMachine.of(node.machine(), folder);
        inside("mount", "-t", "tmpfs", "tmpfs", "/srv");
        inside("useradd", "--create-home", "--home-dir", "/srv/eve", "--uid", "4711", "eve");
        inside("mkdir", "/srv/eve/letters");
        inside("touch", "/srv/eve/letters/one");
    }

    @AfterEach
    void endNode() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void an_account_goes_with_its_home_and_its_mail() throws IOException {
        inside("touch", "/var/mail/eve");
        inside("chown", "eve", "/var/mail/eve");

        goes();

        assertThat(inside("ls", "/srv", "/var/mail")).doesNotContain("eve");
    }

    @Test
    void an_account_goes_with_the_group_of_its_own() throws IOException {
        GroupResource group = Wanted.noGroup("eve");

        List<ResourceReport> foretold = machine.noop(gone(false), group);
        assertThat(machine.warnings()).isEmpty();
        List<ResourceReport> real = machine.apply(gone(false), group);

        assertThat(foretold)
                .extracting(ResourceReport::outcome)
                .containsExactly(ResourceOutcome.WOULD_CHANGE, ResourceOutcome.UNCHANGED);
        assertThat(real)
                .extracting(ResourceReport::outcome)
                .containsExactly(ResourceOutcome.CHANGED, ResourceOutcome.UNCHANGED);
        assertThat(real.getFirst().changes())
                .containsExactlyElementsOf(foretold.getFirst().changes())
                .contains(Change.of("group", "eve", null));
        assertThat(inside("cat", "/etc/group")).doesNotContain("eve");
    }

    @Test
    void a_group_with_another_member_is_left_by_its_account() throws IOException {
        inside("gpasswd", "--add", "daemon", "eve");
        GroupResource group = Wanted.noGroup("eve");
        Catalog catalog =
                WantedCatalog.catalog(
                        List.of(
                                WantedCatalog.entry(gone(false)),
                                WantedCatalog.entry(group, gone(false))));

        assertThat(machine.apply(catalog, true).getLast().outcome())
                .isEqualTo(ResourceOutcome.WOULD_CHANGE);
        assertThat(machine.warnings()).isEmpty();
        assertThat(machine.apply(catalog, false).getLast().outcome())
                .isEqualTo(ResourceOutcome.CHANGED);
    }

    @Test
    void an_account_stays_while_its_mail_is_anothers() throws IOException {
        inside("touch", "/var/mail/eve");
        inside("chown", "daemon", "/var/mail/eve");

        stays(
                "'eve' is not removed, for its mail '/var/mail/eve' belongs to uid 1: give it to the"
                        + " account or move it away by hand, or do not let its home be managed");
    }

    @Test
    void without_its_home_it_goes_alone() throws IOException {
        inside("mount", "-t", "tmpfs", "tmpfs", "/srv/eve/letters");

        assertThat(machine.apply(gone(false)).getFirst().outcome())
                .isEqualTo(ResourceOutcome.CHANGED);
        assertThat(inside("ls", "/srv")).isEqualTo("eve\n");
    }

    /** userdel(8) would empty it. */
    @Test
    void an_account_stays_until_nothing_is_mounted_in_its_home() throws IOException {
        inside("mount", "-t", "tmpfs", "tmpfs", "/srv/eve/letters");
        inside("touch", "/srv/eve/letters/mounted");

        stays(
                "'eve' is not removed, for its home cannot be (directory '/srv/eve' is not empty:"
                        + " what is mounted below it, or managed by another resource, is left):"
                        + " set that right, or do not let its home be managed and remove that by"
                        + " hand");
        assertThat(inside("ls", "/srv/eve/letters")).isEqualTo("mounted\n");

        inside("umount", "/srv/eve/letters");
        goes();
    }

    @Test
    void an_account_stays_while_its_home_is_mounted() throws IOException {
        inside("mount", "--bind", "/srv/eve", "/srv/eve");

        stays(
                "'eve' is not removed, for its home cannot be (directory '/srv/eve' is not"
                        + " removed: something is mounted there; unmount it first): set that"
                        + " right, or do not let its home be managed and remove that by hand");
        assertThat(inside("ls", "/srv/eve/letters")).isEqualTo("one\n");
    }

    @Test
    void an_account_stays_while_its_home_is_immutable_or_read_only() throws IOException {
        String why =
                "'eve' is not removed, for its home cannot be ('/srv/eve' or the directory above"
                        + " it is read-only or immutable): set that right, or do not let its home"
                        + " be managed and remove that by hand";
        inside("chattr", "+i", "/srv/eve");
        stays(why);
        inside("chattr", "-i", "/srv/eve");
        inside("mount", "-o", "remount,ro", "/srv");
        stays(why);
        inside("mount", "-o", "remount,rw", "/srv");

        assertThat(inside("ls", "/srv/eve/letters")).isEqualTo("one\n");
    }

    @Test
    void an_account_stays_and_is_tried_again_when_something_in_its_home_cannot_be_removed()
            throws IOException {
        inside("chattr", "+i", "/srv/eve/letters/one");

        for (int run = 0; run < 2; run++) {
            assertThat(machine.apply(gone(true)).getFirst().reason())
                    .isEqualTo(
                            "'eve' is not removed, for its home cannot be ('/srv/eve/letters/one':"
                                    + " operation not permitted (immutable, see lsattr)): set"
                                    + " that right, or do not let its home be managed and remove"
                                    + " that by hand");
            assertThat(inside("id", "eve")).contains("4711");
        }

        inside("chattr", "-i", "/srv/eve/letters/one");
        goes();
        assertThat(inside("ls", "/srv")).isEmpty();
    }

    @Test
    void a_home_stays_while_something_runs_as_its_account() throws IOException {
        inside("runuser", "-u", "eve", "--", "sh", "-c", "tail -f /dev/null >/dev/null 2>&1 &");

        String why = machine.noop(gone(true)).getFirst().reason();
        assertThat(why)
                .matches("'eve' is not removed, for process \\d+ runs as it: end that first");
        stays(why);
        assertThat(inside("ls", "/srv/eve/letters")).isEqualTo("one\n");
    }

    @Test
    void a_home_that_is_not_the_accounts_alone_stays_with_the_account() throws IOException {
        inside("useradd", "--no-create-home", "--home-dir", "/srv/eve/letters", "ada");
        stays(
                "'eve' is not removed, for its home cannot be ('/srv/eve/letters' is also the home"
                        + " of 'ada'): set that right, or do not let its home be managed and"
                        + " remove that by hand");
        inside("userdel", "ada");

        inside("chown", "4712", "/srv/eve");
        stays(
                "home '/srv/eve' belongs to uid 4712, and 'eve' has uid 4711: give it to the"
                        + " account or move it away by hand, or do not let its home be managed");

        inside("mv", "/srv/eve", "/srv/real");
        inside("ln", "-s", "/srv/real", "/srv/eve");
        stays(
                "'eve' is not removed, for its home cannot be ('/srv/eve' is a link): set that"
                        + " right, or do not let its home be managed and remove that by hand");
        assertThat(inside("ls", "/srv/real/letters")).isEqualTo("one\n");
    }

    @Test
    void an_account_without_a_directory_for_a_home_goes() throws IOException {
        inside("usermod", "--home", "/dev/null", "eve");
        goes();

        inside("useradd", "--no-create-home", "--home-dir", "/nonexistent/eve", "eve");
        goes();
    }

    /** In a no-op run as in one that is none, whatever went before. */
    private void stays(@Nullable String why) throws IOException {
        assertThat(machine.noop(gone(true)).getFirst().reason()).isEqualTo(why);
        assertThat(machine.apply(gone(true)).getFirst().reason()).isEqualTo(why);
        assertThat(inside("id", "eve")).contains("4711");
    }

    private void goes() throws IOException {
        assertThat(machine.noop(gone(true)).getFirst().outcome())
                .isEqualTo(ResourceOutcome.WOULD_CHANGE);
        assertThat(machine.apply(gone(true)).getFirst().reason()).isNull();
        assertThat(inside("cat", "/etc/passwd")).doesNotContain("eve");
    }

    private static UserResource gone(boolean withHome) {
        return new UserResource(
                "eve",
                Presence.ABSENT,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                false,
                withHome,
                false,
                null,
                null);
    }

    private String inside(String... argv) throws IOException {
        return node.machine().commands().require(Command.of(List.of(argv), Duration.ofSeconds(30)));
    }
}
