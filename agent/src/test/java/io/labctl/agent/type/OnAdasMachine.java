package io.labctl.agent.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.agent.present.Present;
import io.labctl.agent.present.PresentLook;
import io.labctl.agent.present.ResourceCommand;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests of what is shown of a real system, with a user who has a bit of everything. */
abstract class OnAdasMachine {
    protected static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE1/UTpKW0L03IbypkXr6d7lOoVrH+cltGrYl1MU6j6N";
    protected static final String OTHER_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICiGfCfvsyaSln1zpKdNFTz5UteBCuZLOHqAQInn+lQg";

    /** What was said besides what is shown. */
    protected final List<String> said = new ArrayList<>();

    @TempDir private Path folder;
    private ThrowAwayNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = ThrowAwayNode.start(folder);
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

    /** A folder for the test itself. */
    protected Path folder() {
        return folder;
    }

    protected ManagedMachine machine() {
        return node.machine();
    }

    /** What {@code lab-agent resource} shows, once it has ended with that exit code. */
    protected String show(int exit, String... arguments) {
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
                machine(),
                new Backups(folder.resolve("backups"), Clock.systemUTC(), WireJson.mapper()));
    }

    protected void inside(String script) throws IOException {
        machine()
                .commands()
                .require(Command.of(List.of("/bin/sh", "-ec", script), Duration.ofMinutes(1)));
    }
}
