package io.labctl.agent.type.authorizedkey;

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
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.SshPublicKey;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In the home of a real user, who may do there what she likes. */
class AuthorizedKeyTypeIT extends InAdasHome {
    @Test
    void a_key_is_added_kept_repaired_and_taken_away() throws IOException {
        assertThat(apply(key(KEY))).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(inside("stat -c '%U:%G %a' /home/ada/.ssh " + FILE).lines())
                .containsExactly("ada:ada 700", "ada:ada 600");
        assertThat(inside("ssh-keygen -lf " + FILE)).contains("ada@laptop (ED25519)");
        assertThat(apply(key(KEY))).isEqualTo(ResourceOutcome.UNCHANGED);

        inside("echo '# mine' >> %1$s; sed -i s/no-pty/pty/ %1$s".formatted(FILE));
        assertThat(apply(key(KEY))).isEqualTo(ResourceOutcome.CORRECTED);
        assertThat(inside("cat " + FILE))
                .isEqualTo(
                        "no-pty,from=\"10.0.0.0/8\" ssh-ed25519 " + KEY + " ada@laptop\n# mine\n");

        assertThat(apply(key(null))).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(inside("cat " + FILE)).isEqualTo("# mine\n");
        assertThat(apply(key(null))).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_new_key_of_the_same_name_replaces_the_old_one() throws IOException {
        apply(key(KEY));

        apply(key(OTHER));

        assertThat(inside("grep -c ssh-ed25519 " + FILE).strip()).isEqualTo("1");
        assertThat(inside("cat " + FILE)).contains(OTHER);
    }

    @Test
    void what_sshd_would_refuse_is_set_right() throws IOException {
        apply(key(KEY));
        inside("chmod 777 /home/ada/.ssh; chown root %1$s; chmod 666 %1$s".formatted(FILE));

        var report = machine.apply(key(KEY)).getFirst();

        assertThat(report.changes())
                .containsExactly(
                        Change.of("folder mode", "0777", "0755"),
                        Change.of("mode", "0666", "0644"));
        assertThat(inside("stat -c '%U:%G %a' /home/ada/.ssh " + FILE).lines())
                .containsExactly("ada:ada 755", "root:ada 644");
    }

    @Test
    void what_is_roots_and_can_be_read_by_the_user_stays_roots() throws IOException {
        inside("mkdir -m 755 /home/ada/.ssh; touch %1$s; chmod 640 %1$s".formatted(FILE));
        inside("chgrp ada " + FILE);

        assertThat(apply(key(KEY))).isEqualTo(ResourceOutcome.CHANGED);

        assertThat(inside("stat -c '%U:%G %a' /home/ada/.ssh " + FILE).lines())
                .containsExactly("root:root 755", "root:ada 640");
        assertThat(apply(key(KEY))).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    /** Its user may have given that name to a secret of root's that lies in the home. */
    @Test
    void what_is_roots_and_cannot_be_read_by_the_user_is_refused_with_what_to_do()
            throws IOException {
        inside("mkdir -m 755 /home/ada/.ssh; echo secret > %1$s; chmod 600 %1$s".formatted(FILE));
        String sentence =
                "'%s' belongs to uid 0 and 'ada' may not read it; look into it, and give it to 'ada'"
                        + " or remove it by hand first";

        assertThat(machine.apply(key(KEY)).getFirst().reason()).isEqualTo(sentence, FILE);
        assertThat(machine.noop(key(KEY)).getFirst().reason()).isEqualTo(sentence, FILE);
        assertThat(machine.apply(only()).getFirst().reason()).isEqualTo(sentence, FILE);
        assertThat(inside("stat -c '%U %a' " + FILE)).isEqualTo("root 600\n");

        inside("chmod 700 /home/ada/.ssh");
        assertThat(machine.apply(key(KEY)).getFirst().reason())
                .isEqualTo(sentence, "/home/ada/.ssh");
        assertThat(inside("stat -c '%U %a' /home/ada/.ssh")).isEqualTo("root 700\n");

        inside("chown -R ada /home/ada/.ssh");
        assertThat(apply(key(KEY))).isEqualTo(ResourceOutcome.CHANGED);
    }

    @Test
    void a_folder_that_a_killed_run_has_made_and_not_given_away_becomes_the_users_own()
            throws IOException {
        inside("mkdir -m 700 /home/ada/.ssh");

        assertThat(apply(key(KEY))).isEqualTo(ResourceOutcome.CHANGED);

        assertThat(inside("stat -c '%U:%G %a' /home/ada/.ssh " + FILE).lines())
                .containsExactly("ada:ada 700", "ada:ada 600");
    }

    @Test
    void a_link_in_the_home_leads_nobody_to_write_elsewhere() throws IOException {
        inside("mkdir -m 700 /etc/victim; ln -s /etc/victim /home/ada/.ssh");

        assertThat(machine.apply(key(KEY)).getFirst().reason())
                .isEqualTo(
                        "'/home/ada/.ssh' is a symlink, not a directory; remove it by hand first");

        inside("rm /home/ada/.ssh; mkdir /home/ada/.ssh; touch /etc/victim/keys");
        inside("ln -s /etc/victim/keys " + FILE);
        assertThat(machine.apply(key(KEY)).getFirst().reason())
                .isEqualTo("'%s' is a symlink, not a file; remove it by hand first", FILE);
        assertThat(inside("cat /etc/victim/keys")).isEmpty();
    }

    @Test
    void a_second_name_of_a_secret_file_does_not_become_the_users_own() throws IOException {
        inside("mkdir /home/ada/.ssh; echo secret > /home/secret; chmod 600 /home/secret");
        inside("ln /home/secret " + FILE);

        assertThat(machine.apply(key(KEY)).getFirst().reason())
                .isEqualTo("'%s' has 2 names (hard links); remove it by hand first", FILE);
    }

    @Test
    void a_file_that_is_no_list_of_keys_does_not_fill_the_memory() throws IOException {
        inside("mkdir /home/ada/.ssh; truncate --size 2M " + FILE);

        assertThat(machine.apply(key(KEY)).getFirst().reason())
                .isEqualTo("'%s' is larger than 1 MiB", FILE);
    }

    @Test
    void a_folder_of_somebody_else_is_refused_with_what_to_do() throws IOException {
        inside("useradd bob; mkdir -m 700 /home/ada/.ssh; chown bob /home/ada/.ssh");
        String bob = inside("id -u bob").strip();
        String sentence =
                "'/home/ada/.ssh' belongs to uid %s, who is neither 'ada' nor root and could exchange"
                        + " the keys; look into it, and give it to 'ada' or remove it by hand first";

        assertThat(machine.apply(key(KEY)).getFirst().reason()).isEqualTo(sentence, bob);
        assertThat(machine.noop(key(KEY)).getFirst().reason()).isEqualTo(sentence, bob);
        assertThat(machine.apply(only(KEY)).getFirst().reason()).isEqualTo(sentence, bob);

        inside("chown ada /home/ada/.ssh");
        assertThat(apply(key(KEY))).isEqualTo(ResourceOutcome.CHANGED);
    }

    @Test
    void a_key_is_found_by_every_name_of_its_type() throws IOException {
        inside("ssh-keygen -q -t rsa -b 2048 -N '' -C ada@laptop -f /tmp/k; mkdir /home/ada/.ssh");
        inside("sed s/^ssh-rsa/rsa-sha2-512/ /tmp/k.pub > %1$s; chown ada %1$s".formatted(FILE));

        assertThat(apply(key(null))).isEqualTo(ResourceOutcome.CHANGED);

        assertThat(inside("cat " + FILE)).isEmpty();
    }

    @Test
    void what_is_set_right_with_a_first_or_a_last_key_is_told() throws IOException {
        inside("echo '# first' > /srv/keys; chmod 666 /srv/keys; chown nobody /srv/keys");
        var wanted = in("/srv/keys", Presence.PRESENT);

        ResourceReport foretold = machine.noop(wanted).getFirst();
        ResourceReport made = machine.apply(wanted).getFirst();

        assertThat(made.reason()).isNull();
        assertThat(made.changes())
                .isEqualTo(foretold.changes())
                .contains(
                        Change.of("ensure", "absent", "present"),
                        Change.of("owner", "nobody", "ada"),
                        Change.of("mode", "0666", "0644"));
        inside("chmod 666 /srv/keys");
        assertThat(machine.apply(in("/srv/keys", Presence.ABSENT)).getFirst().changes())
                .containsExactly(
                        Change.of("ensure", "present", "absent"),
                        Change.of("mode", "0666", "0644"));
    }

    @Test
    void what_a_file_of_the_catalog_sets_right_before_is_foretold_once() throws IOException {
        inside("echo '# first' > /srv/keys; chmod 666 /srv/keys");
        var file =
                new FileResource(
                        "/srv/keys",
                        Presence.PRESENT,
                        null,
                        "root",
                        null,
                        "0644",
                        List.of(),
                        true,
                        false);

        assertThat(machine.noop(file, in("/srv/keys", Presence.PRESENT)).getLast().changes())
                .containsExactly(Change.of("ensure", "absent", "present"));
        machine.apply(file, in("/srv/keys", Presence.PRESENT));
        assertThat(machine.apply(file, in("/srv/keys", Presence.PRESENT)))
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.UNCHANGED);
    }

    private static AuthorizedKeyResource in(String file, Presence ensure) {
        return new AuthorizedKeyResource(
                "ada", "k2", ensure, new SshPublicKey("ssh-ed25519", KEY), List.of(), file);
    }

    @Test
    void another_file_is_the_users_own_too() throws IOException {
        inside("mkdir /etc/keys");
        var wanted =
                new AuthorizedKeyResource(
                        "ada",
                        "ada@laptop",
                        Presence.PRESENT,
                        new SshPublicKey("ssh-ed25519", KEY),
                        List.of(),
                        "/etc/keys/ada");

        assertThat(apply(wanted)).isEqualTo(ResourceOutcome.CHANGED);

        assertThat(inside("stat -c '%U %a' /etc/keys/ada")).isEqualTo("ada 600\n");
        assertThat(apply(wanted)).isEqualTo(ResourceOutcome.UNCHANGED);
    }
}
