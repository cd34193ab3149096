package io.labctl.agent.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.HostResource;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As in a container, whose hosts file is a mount of its own: no other can be put in its place. */
@Timeout(240)
class OverwrittenFileIT {
    private static final String UNDER_WAY = "/var/lib/lab-agent/overwriting/path";
    private static final String CUT = "a write over '/etc/hosts' was cut short";
    private static final int TRIES = 20;

    @TempDir private Path folder;
    private ManagedNode node;

    @BeforeEach
    void startNode() throws Exception {
        node = ManagedNode.start(folder);
    }

    @AfterEach
    void endNode() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void a_kill_in_the_middle_of_a_write_over_a_mount_is_made_good_by_the_next_run()
            throws Exception {
        node.inside(
                """
                (cat /etc/hosts; seq -f '# line %.0f' 1000000) > /root/rest
                (echo '10.0.0.1 db'; cat /root/rest) > /srv/hosts
                mount --bind /srv/hosts /etc/hosts
                """);
        HostResource wanted = cut();

        assertThat(node.startAgent("run", "--once", "--noop").end().said())
                .contains(CUT + "; the next run that is no --noop run finishes it");
        assertThat(node.has(UNDER_WAY)).isTrue();
        RunningProgram.Ended next = node.runOnce();

        assertThat(next.exit()).as(next.said()).isZero();
        assertThat(next.said()).contains(CUT + " and is finished now");
        assertThat(node.inside("head -n 1 /srv/hosts")).startsWith(wanted.ip() + "\t");
        node.inside("tail -n +2 /srv/hosts | cmp - /root/rest");
        assertThat(node.has(UNDER_WAY)).isFalse();
        assertThat(node.runOnce().said()).contains("(unchanged)").doesNotContain(CUT);
    }

    /** Its line is the first, and of another length each time: all the others move. */
    private HostResource cut() throws Exception {
        for (int i = 1; i <= TRIES; i++) {
            HostResource wanted = Wanted.host("db", "10.0.0." + "1".repeat(1 + i % 3));
            node.wants(wanted);
            node.runUntilThereIs(UNDER_WAY);
            if (node.has(UNDER_WAY)) {
                return wanted;
            }
        }
        throw new AssertionError("no write was cut in %d tries".formatted(TRIES));
    }

    @Test
    void a_whole_file_is_not_put_over_a_mount_and_says_so() throws Exception {
        node.inside("echo old > /srv/hosts; mount --bind /srv/hosts /etc/hosts");
        node.wants(Wanted.file("/etc/hosts", "new\n"));

        RunningProgram.Ended run = node.runOnce();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.said()).contains("'/etc/hosts' is a mount of its own");
        assertThat(node.inside("cat /srv/hosts")).isEqualTo("old\n");
    }

    @Test
    void a_full_disk_leaves_a_mount_as_it_was() throws Exception {
        node.inside(
                """
                mount -t tmpfs -o size=64k small /srv
                (echo '10.0.0.1 db'; cat /etc/hosts; seq -f '# line %.0f' 10000) |
                    head -c 32768 > /srv/hosts
                cp /srv/hosts /root/before
                mount --bind /srv/hosts /etc/hosts
                dd if=/dev/zero of=/srv/fill bs=4096 || true
                """);
        node.wants(Wanted.host("db", "10.0.0.111"));

        RunningProgram.Ended run = node.runOnce();

        assertThat(run.exit()).as(run.said()).isEqualTo(1);
        ResourceReport host = node.reports().getLast().resources().getFirst();
        assertThat(host.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(host.reason()).isEqualTo("'/etc/hosts': no space left on device");
        node.inside("cmp /srv/hosts /root/before; rm /srv/fill");
        assertThat(node.has(UNDER_WAY)).isFalse();
        assertThat(node.runOnce().exit()).isZero();
        assertThat(node.inside("head -n 1 /srv/hosts")).startsWith("10.0.0.111\t");
    }

    @Test
    void a_mount_that_is_read_only_fails_and_leaves_nothing_to_be_finished() throws Exception {
        node.inside(
                """
                cp /etc/hosts /srv/hosts
                mount --bind /srv/hosts /etc/hosts
                mount -o remount,bind,ro /etc/hosts
                """);
        node.wants(Wanted.host("db", "10.0.0.111"));

        RunningProgram.Ended run = node.runOnce();

        assertThat(run.exit()).as(run.said()).isEqualTo(1);
        ResourceReport host = node.reports().getLast().resources().getFirst();
        assertThat(host.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(host.reason()).isEqualTo("'/etc/hosts': read-only file system");
        assertThat(node.has(UNDER_WAY)).isFalse();
        node.inside("mount -o remount,bind,rw /etc/hosts");
        RunningProgram.Ended next = node.runOnce();
        assertThat(next.exit()).as(next.said()).isZero();
        assertThat(next.said()).doesNotContain(CUT);
    }
}
