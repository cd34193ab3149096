package io.labctl.agent.type;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.agent.present.Present;
import io.labctl.agent.present.PresentLook;
import io.labctl.agent.present.ResourceCommand;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.testing.CatalogOf;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is on a real system, told as resources. */
class PresentIT {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE1/UTpKW0L03IbypkXr6d7lOoVrH+cltGrYl1MU6j6N";
    private static final String OTHER_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICiGfCfvsyaSln1zpKdNFTz5UteBCuZLOHqAQInn+lQg";

    @TempDir private Path folder;
    private ThrowAwayNode node;
    private TestMachine machine;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void startNode() throws IOException {
        node = ThrowAwayNode.start(folder);
        machine = TestMachine.of(node.machine(), folder);
        inside(
                """
                groupadd -g 4711 astronomers
                useradd -m -g astronomers -G adm -c 'Ada \\ "Lovelace"' -s /bin/sh ada
                printf '10.9.8.7 db.lab db\\n' >> /etc/hosts
                ln -s ../etc/hosts /etc/names
                install -d -o ada -g astronomers -m 2750 /srv/stars
                install -o ada -m 0640 /dev/null /srv/stars/sirius
                echo 'kernel/ostype = Linux' > /etc/sysctl.d/90-stars.conf
                """);
        mounts();
        jobs();
        keys();
    }

    private void mounts() throws IOException {
        inside(
                """
                mkdir /srv/mounted /srv/idle
                printf '%s\\n' '# first' \\
                    'tmpfs /srv/mounted tmpfs size=1m,nodev 0 0' \\
                    '/dev/none /srv/idle/ ext4 noauto 0 2 # later' \\
                    'none / none defaults 0 0' \\
                    '/srv/swap none swap pri=5 0 0' > /etc/fstab
                mount /srv/mounted
                """);
    }

    private void jobs() throws IOException {
        inside(
                """
                printf '%s\\n' \\
                    '# Managed by labctl (cron[stars]); a change made here is undone by the next run.' \\
                    'MAILTO="ada@lab"' "SKY='a \\"clear\\" one'" \\
                    '*/5 1-3 * * mon ada echo "seen" > /dev/null' > /etc/cron.d/stars
                printf '@daily root echo foreign\\n' > /etc/cron.d/foreign
                """);
    }

    private void keys() throws IOException {
        inside(
                """
                install -d -o ada -g astronomers -m 0700 /home/ada/.ssh
                printf '%%s\\n' '# first' \\
                    'from="10.0.0.0/8,192.0.2.1",no-pty %1$s ada@home' \\
                    '%2$s ada at work' > /home/ada/.ssh/authorized_keys
                chown ada:astronomers /home/ada/.ssh/authorized_keys
                chmod 0600 /home/ada/.ssh/authorized_keys
                """
                        .formatted(KEY, OTHER_KEY));
    }

    @AfterEach
    void endNode() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user",
                "user ada",
                "group",
                "group astronomers",
                "host",
                "host db.lab",
                "package",
                "package dpkg",
                "symlink /etc/names",
                "directory /srv/stars",
                "file /srv/stars/sirius",
                "service",
                "service cron",
                "sysctl",
                "sysctl kernel.ostype",
                "authorized_key",
                "authorized_key ada",
                "authorized_key ada/ada@home",
                "cron",
                "cron stars",
                "mount",
                "mount /srv/mounted",
                "mount /srv/idle",
                "mount /srv/swap"
            })
    void what_is_shown_compiles_and_changes_nothing(String asked) throws Exception {
        String shown = show(0, asked.split(" "));
        assertThat(shown).startsWith("plan.");

        var reports = apply(shown);

        assertThat(reports).isNotEmpty();
        assertThat(reports)
                .filteredOn(each -> each.outcome() != ResourceOutcome.UNCHANGED)
                .isEmpty();
        assertThat(said).isEmpty();
    }

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
        return Accounts.read(node.machine().root()).user("ada").orElseThrow().uid();
    }

    private String show(int exit, String... arguments) {
        var out = new StringWriter();
        var command =
                new CommandLine(
                                new ResourceCommand(
                                        () -> new PresentLook(present()),
                                        WireJson::mapper,
                                        new PrintWriter(out),
                                        said::add))
                        .setErr(new PrintWriter(new StringWriter()));
        assertThat(command.execute(arguments)).isEqualTo(exit);
        return out.toString();
    }

    private SortedMap<String, Present> present() {
        return PresentTypes.of(
                node.machine(),
                new Backups(folder.resolve("backups"), Clock.systemUTC(), WireJson.mapper()));
    }

    private List<ResourceReport> apply(String shown) throws Exception {
        try (var loader = compiled(shown)) {
            Class<? extends LabModule> module =
                    loader.loadClass("Shown").asSubclass(LabModule.class);
            return machine.apply(CatalogOf.module(module).onDebian12().compile().catalog(), false);
        }
    }

    private URLClassLoader compiled(String shown) throws IOException {
        Path source =
                Files.writeString(
                        folder.resolve("Shown.java"),
                        """
                        import io.labctl.catalog.module.*;
                        import java.util.List;

                        public record Shown() implements LabModule {
                            @Override
                            public void configure(Node node, Plan plan) {
                        %s
                            }
                        }
                        """
                                .formatted(shown));
        int exit =
                requireNonNull(ToolProvider.getSystemJavaCompiler())
                        .run(null, null, null, "-d", folder.toString(), source.toString());
        assertThat(exit).isZero();
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    }

    private void inside(String script) throws IOException {
        node.machine()
                .commands()
                .require(Command.of(List.of("/bin/sh", "-ec", script), Duration.ofMinutes(1)));
    }
}
