package io.labctl.agent.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.Accounts;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** How what is on a real system is shown, and what is said of that which is not. */
class PresentWordsIT extends OnAdasMachine {
    @Test
    void a_user_is_shown_without_secrets() throws IOException {
        inside("echo 'ada:secret' | chpasswd");

        assertThat(show(0, "user", "ada"))
                .isEqualTo(
                        """
                        plan.user("ada")
                                .uid(%s)
                                .group("astronomers")
                                .groups(List.of("adm"))
                                .home("/home/ada")
                                .shell("/bin/sh")
                                .comment("Ada \\\\ \\"Lovelace\\"");
                        """
                                .formatted(uid()));
        assertThat(show(0, "user", "ada", "-o", "yaml"))
                .contains("- type: \"user\"\n  name: \"ada\"\n")
                .doesNotContain("login");
    }

    @Test
    void what_is_not_there_is_told_with_the_nearest() {
        show(3, "user", "adda");
        show(3, "usr");
        show(3, "exec", "x");
        show(2, "file");
        show(1, "file", "/srv/stars");

        assertThat(said.get(0)).isEqualTo("this machine has no user 'adda', did you mean 'ada'?");
        assertThat(said.get(1))
                .startsWith("resources of type 'usr' cannot be shown, did you mean 'user'?");
        assertThat(said.get(2)).startsWith("resources of type 'exec' cannot be shown: a command");
    }

    @Test
    void keys_jobs_and_mounts_are_shown_as_they_are_declared() {
        assertThat(show(0, "authorized_key", "ada"))
                .isEqualTo(
                        """
                        plan.authorizedKey("ada", "ada@home")
                                .key("%s")
                                .options("from=\\"10.0.0.0/8,192.0.2.1\\"", "no-pty");
                        plan.authorizedKey("ada", "ada at work")
                                .key("%s");
                        """
                                .formatted(KEY, OTHER_KEY));
        assertThat(show(0, "cron"))
                .isEqualTo(
                        """
                        plan.cron("stars")
                                .schedule("*/5 1-3 * * mon")
                                .user("ada")
                                .command("echo \\"seen\\" > /dev/null")
                                .environment("MAILTO", "ada@lab")
                                .environment("SKY", "a \\"clear\\" one");
                        """);
        assertThat(show(0, "mount"))
                .isEqualTo(
                        """
                        plan.mount("/srv/mounted").device("tmpfs").type("tmpfs").options("size=1m", "nodev");
                        plan.mount("/srv/idle").device("/dev/none").type("ext4").options("noauto").pass(2).unmounted();
                        plan.mount("/").device("none").type("none");
                        plan.swap("/srv/swap").options("pri=5").unmounted();
                        """);
    }

    @Test
    void what_would_be_changed_by_declaring_it_is_left_out_with_the_reason() throws IOException {
        inside(
                "printf '%%s\\n' '%s' '%s ada at work' > /home/ada/.ssh/authorized_keys"
                        .formatted(KEY, OTHER_KEY));
        assertThat(show(0, "authorized_key", "ada")).contains("ada at work").doesNotContain(KEY);
        inside("chmod 0666 /home/ada/.ssh/authorized_keys");
        show(1, "authorized_key", "ada");
        show(1, "cron", "foreign");

        assertThat(said)
                .containsSubsequence(
                        "authorized_key 'ada/' is left out: name '' of a key is blank or has blanks around it",
                        "authorized_key 'ada/ada at work' is left out: a run would change mode of it");
    }

    @Test
    void a_type_that_has_nothing_to_show_says_why() {
        show(3, "line", "/etc/motd");
        show(3, "check", "x");

        assertThat(said.get(0))
                .startsWith(
                        "resources of type 'line' cannot be shown: every line of every file would be one (those");
        assertThat(said.get(1))
                .startsWith(
                        "resources of type 'check' cannot be shown: a command leaves nothing to look at (those");
    }

    private long uid() throws IOException {
        return Accounts.read(machine().root()).user("ada").orElseThrow().uid();
    }
}
