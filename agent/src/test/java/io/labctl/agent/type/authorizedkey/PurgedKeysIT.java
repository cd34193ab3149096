package io.labctl.agent.type.authorizedkey;

import static io.labctl.agent.apply.Wanted.file;
import static io.labctl.agent.type.authorizedkey.AdasHome.FILE;
import static io.labctl.agent.type.authorizedkey.AdasHome.KEY;
import static io.labctl.agent.type.authorizedkey.AdasHome.OTHER;
import static io.labctl.agent.type.authorizedkey.AdasHome.key;
import static io.labctl.agent.type.authorizedkey.AdasHome.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.SshPublicKey;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The user whose other keys are taken away. */
class PurgedKeysIT extends InAdasHome {
    @Test
    void a_user_may_be_left_with_the_keys_of_the_catalog_alone() throws IOException {
        apply(key(KEY));
        inside("echo '# mine' >> %1$s; echo ssh-ed25519 %2$s thief >> %1$s".formatted(FILE, OTHER));

        ResourceReport report = machine.apply(only(KEY)).getFirst();

        assertThat(report.reason()).isNull();
        assertThat(report.changes()).containsExactly(Change.of("other keys", "thief", null));
        assertThat(inside("cat " + FILE)).contains(KEY, "# mine").doesNotContain(OTHER);
        assertThat(machine.apply(only(KEY)).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void what_sshd_would_refuse_is_set_right_of_all_files_whatever_keys_there_are()
            throws IOException {
        apply(key(KEY));
        inside("echo ssh-ed25519 %2$s thief | tee -a %1$s > %1$s2".formatted(FILE, OTHER));
        inside("chmod 777 /home/ada/.ssh; chmod 666 %1$s %1$s2".formatted(FILE));

        var announced = machine.noop(only(KEY)).getFirst();
        var made = machine.apply(only(KEY)).getFirst();

        assertThat(made.reason()).isNull();
        assertThat(made.changes())
                .isEqualTo(announced.changes())
                .contains(
                        Change.of("other keys", "thief, thief", null),
                        Change.of(".ssh mode", "0777", "0755"),
                        Change.of("authorized_keys mode", "0666", "0644"),
                        Change.of("authorized_keys2 mode", "0666", "0644"));
        assertThat(machine.apply(only(KEY), key(KEY)))
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.UNCHANGED);
    }

    @Test
    void what_is_set_right_with_them_is_foretold_once() throws IOException {
        apply(key(KEY));
        inside("echo ssh-ed25519 %s old >> %s; chmod 666 %2$s".formatted(OTHER, FILE));
        var second =
                new AuthorizedKeyResource(
                        "ada",
                        "old",
                        Presence.PRESENT,
                        new SshPublicKey("ssh-ed25519", OTHER),
                        List.of("no-pty"),
                        null);

        assertThat(machine.noop(only(KEY, OTHER), key(KEY)))
                .extracting(ResourceReport::outcome)
                .containsExactly(ResourceOutcome.WOULD_CHANGE, ResourceOutcome.UNCHANGED);
        assertThat(machine.noop(key(KEY), second))
                .extracting(ResourceReport::changes)
                .containsExactly(
                        List.of(Change.of("mode", "0666", "0644")),
                        List.of(Change.of("options", null, "no-pty")));
        assertThat(machine.apply(only(KEY, OTHER), key(KEY)))
                .extracting(ResourceReport::outcome)
                .containsExactly(ResourceOutcome.CHANGED, ResourceOutcome.UNCHANGED);
    }

    /** She may exchange it for the file of somebody else, which must not become hers. */
    @Test
    void what_stands_there_is_only_read_and_another_takes_its_place() throws IOException {
        inside("mkdir /home/ada/.ssh; touch %1$s; chmod 666 %1$s".formatted(FILE));
        inside("chown -R ada:ada /home/ada/.ssh");
        String before = inside("stat -c %i " + FILE);

        ResourceReport report = machine.apply(only()).getFirst();

        assertThat(report.changes())
                .containsExactly(Change.of("authorized_keys mode", "0666", "0644"));
        assertThat(inside("stat -c %i " + FILE)).isNotEqualTo(before);
    }

    @Test
    void without_a_key_in_the_catalog_they_are_set_right_too() throws IOException {
        inside("mkdir -m 777 /home/ada/.ssh; touch %1$s %1$s2; chmod 600 %1$s2".formatted(FILE));
        inside("chown -R ada:ada /home/ada/.ssh; chmod 666 " + FILE);
        var wanted =
                List.of(
                        Change.of(".ssh mode", "0777", "0755"),
                        Change.of("authorized_keys mode", "0666", "0644"));

        assertThat(machine.noop(only()).getFirst().changes()).isEqualTo(wanted);
        ResourceReport report = machine.apply(only()).getFirst();

        assertThat(report.reason()).isNull();
        assertThat(report.changes()).isEqualTo(wanted);
        assertThat(inside("stat -c %a /home/ada/.ssh " + FILE).lines())
                .containsExactly("755", "644");
        assertThat(machine.apply(only()).getFirst().outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void neither_another_name_of_a_type_nor_the_second_file_keeps_a_key() throws IOException {
        apply(key(KEY));
        inside(
                """
                ssh-keygen -q -t rsa -b 2048 -N '' -C thief -f /tmp/k
                sed s/^ssh-rsa/rsa-sha2-512/ /tmp/k.pub >> %1$s
                sed s/^ssh-rsa/rsa-sha2-256/ /tmp/k.pub >> %1$s
                echo "ssh-unheard-of AAAA" >> %1$s
                echo "  # hers" >> %1$s
                cp -p %1$s %1$s2
                echo "ssh-ed25519 %2$s second" >> %1$s2
                """
                        .formatted(FILE, OTHER));

        assertThat(machine.apply(only(KEY)).getFirst().changes())
                .containsExactly(
                        Change.of(
                                "other keys",
                                "thief, thief, ssh-unheard-of AAAA, thief, thief,"
                                        + " ssh-unheard-of AAAA, second",
                                null));

        String kept = "no-pty,from=\"10.0.0.0/8\" ssh-ed25519 " + KEY + " ada@laptop\n  # hers\n";
        assertThat(inside("cat " + FILE)).isEqualTo(kept);
        assertThat(inside("cat " + FILE + "2")).isEqualTo(kept);
        assertThat(machine.apply(only(KEY)).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void keys_that_cannot_be_looked_at_fail_the_user_whose_other_changes_are_made_and_told()
            throws IOException {
        inside("mkdir -m 700 /home/ada/.ssh; chown nobody /home/ada/.ssh");
        var wanted = named("Ada E");

        ResourceReport foretold = machine.noop(wanted).getFirst();
        ResourceReport foretoldLater = machine.noop(file("/etc/new", "new\n"), wanted).getLast();
        ResourceReport made = machine.apply(wanted).getFirst();

        assertThat(List.of(foretold, foretoldLater, made))
                .allSatisfy(
                        each -> {
                            assertThat(each.outcome()).isEqualTo(ResourceOutcome.FAILED);
                            assertThat(each.reason())
                                    .startsWith("'/home/ada/.ssh' belongs to uid 65534");
                            assertThat(each.changes())
                                    .containsExactly(Change.of("comment", "", "Ada E"));
                        });
        assertThat(inside("getent passwd ada")).contains(":Ada E:");
        assertThat(machine.noop(wanted).getFirst())
                .extracting(ResourceReport::outcome, ResourceReport::changes)
                .containsExactly(ResourceOutcome.FAILED, List.of());
    }

    @Test
    void a_no_op_run_lets_an_earlier_change_open_the_keys() throws IOException {
        inside("mkdir -m 700 /home/ada/.ssh; chown nobody /home/ada/.ssh");
        var folder = directory("/home/ada/.ssh", "ada");

        assertThat(machine.noop(folder, only()))
                .extracting(ResourceReport::outcome)
                .containsExactly(ResourceOutcome.WOULD_CHANGE, ResourceOutcome.WOULD_CHANGE);
        assertThat(machine.apply(folder, only()))
                .extracting(ResourceReport::reason)
                .containsExactly(null, null);
    }

    private static DirectoryResource directory(String path, String owner) {
        return new DirectoryResource(path, Presence.PRESENT, owner, null, null, null);
    }

    private static UserResource named(String comment) {
        return new UserResource(
                "ada",
                Presence.PRESENT,
                null,
                null,
                List.of(),
                null,
                null,
                comment,
                false,
                false,
                false,
                null,
                List.of());
    }
}
