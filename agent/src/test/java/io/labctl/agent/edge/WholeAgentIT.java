package io.labctl.agent.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.resource.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What befalls a machine in the middle of a run of the whole agent, and what labd hears of it. */
@Timeout(240)
class WholeAgentIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Resource BEFORE = Wanted.file("/etc/before", "x\n");
    private static final Resource AFTER = Wanted.file("/etc/after", "x\n");

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
    void a_reboot_in_mid_run_is_reported_once_and_the_next_run_makes_it_good() throws Exception {
        node.with("repository.sh").with("slow.sh").wants(BEFORE, Wanted.pkg("lab-slow"), AFTER);
        node.startAgent("run", "--once");
        awaitFile("/run/lab-slow");

        node.losesItsPower();
        node.inside(": > /etc/go-on");
        RunningProgram.Ended next = node.runOnce();

        assertThat(next.exit()).as(next.said()).isZero();
        assertThat(node.runOnce().said()).contains("(unchanged)");
        assertThat(node.reports())
                .extracting(Report::outcome)
                .containsExactly(RunOutcome.INTERRUPTED, RunOutcome.CHANGED, RunOutcome.UNCHANGED);
        assertThat(node.reports()).extracting(Report::id).doesNotHaveDuplicates();
        assertThat(node.reports().get(0).catalog()).isEqualTo(node.reports().get(1).catalog());
        assertThat(node.reports().get(0).catalog()).isNotNull();
        assertThat(node.inside("dpkg-query -Wf '${Status}' lab-slow; dpkg --audit"))
                .isEqualTo("install ok installed");
    }

    @Test
    void a_program_that_outlives_its_killed_run_is_told_by_the_next_one_and_let_be()
            throws Exception {
        node.wants(Hanging.program("hangs", "/run/reached"));
        RunningProgram run = node.startAgent("run", "--once");
        awaitFile("/run/reached");
        run.kill();
        node.wants(AFTER);

        RunningProgram.Ended next = node.runOnce();

        String pid = node.inside("pgrep -x sleep").strip();
        String warning =
                "'/bin/sh -c : > /run/reached; exec sleep 100000' (process %s), which an earlier run began, has not ended with that run; it is let be, so wait for its end or end it by hand"
                        .formatted(pid);
        assertThat(next.exit()).as(next.said()).isZero();
        assertThat(node.reports().getLast().logs()).contains(RunNote.warning(warning));
        node.inside("kill " + pid);
        await().atMost(LIMIT).until(() -> node.inside("pgrep -r R,S,D -x sleep || true").isEmpty());
        node.runOnce();
        assertThat(node.reports().getLast().logs()).doesNotContain(RunNote.warning(warning));
    }

    @Test
    void a_terminated_run_ends_within_seconds_and_labd_hears_once_that_it_was_interrupted()
            throws Exception {
        node.wants(BEFORE, Hanging.program("hangs", "/run/reached"), AFTER);
        RunningProgram run = node.startAgent("run", "--once");
        awaitFile("/run/reached");

        long asked = System.nanoTime();
        RunningProgram.Ended ended = run.terminate();

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(15));
        assertThat(ended.exit()).as(ended.said()).isEqualTo(1);
        assertThat(ended.said()).contains("Error: Applied catalog (interrupted)");
        node.wants(BEFORE, AFTER);
        assertThat(node.runOnce().exit()).isZero();
        assertThat(node.reports())
                .extracting(Report::outcome)
                .containsExactly(RunOutcome.INTERRUPTED, RunOutcome.CHANGED);
        assertThat(outcomes(node.reports().getFirst()))
                .containsExactly(
                        ResourceOutcome.CHANGED, ResourceOutcome.FAILED, ResourceOutcome.SKIPPED);
    }

    @Test
    void a_held_package_lock_fails_the_package_by_its_holders_name_and_nothing_else()
            throws Exception {
        node.with("repository.sh").with("impatient.sh").wants(Wanted.pkg("lab-clock"), AFTER);
        RunningProgram holder = node.start("/bin/sh", "-c", HeldLock.SCRIPT);
        awaitFile("/run/held");

        RunningProgram.Ended held = node.runOnce();

        assertThat(held.exit()).as(held.said()).isEqualTo(1);
        Report report = node.reports().getLast();
        assertThat(outcomes(report))
                .containsExactly(ResourceOutcome.FAILED, ResourceOutcome.CHANGED);
        assertThat(report.resources().getFirst().reason())
                .matches(".*; it is held by process [0-9]+ \\(perl\\)");
        holder.kill();
        assertThat(node.runOnce().exit()).isZero();
        assertThat(node.reports().getLast().outcome()).isEqualTo(RunOutcome.CHANGED);
    }

    @Test
    void a_full_disk_and_a_read_only_one_are_told_with_what_lies_on_them() throws Exception {
        node.inside("mount -t tmpfs -o size=1m small /srv; mount -t tmpfs -o ro fixed /opt");
        node.wants(
                Wanted.file("/srv/large", "x".repeat(2 << 20)),
                Wanted.file("/opt/file", "x"),
                AFTER);

        RunningProgram.Ended run = node.runOnce();

        assertThat(run.exit()).as(run.said()).isEqualTo(1);
        Report report = node.reports().getLast();
        assertThat(outcomes(report))
                .containsExactly(
                        ResourceOutcome.FAILED, ResourceOutcome.FAILED, ResourceOutcome.CHANGED);
        assertThat(report.resources())
                .extracting(ResourceReport::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("no space left on device"),
                        reason -> assertThat(reason).containsIgnoringCase("read-only file system"),
                        reason -> assertThat(reason).isNull());
    }

    @Test
    void no_room_for_the_copy_of_a_file_is_told_with_the_place_of_the_copy() throws Exception {
        String backups = "/var/lib/lab-agent/backups";
        node.inside(
                """
                mkdir -p %1$s && mount -t tmpfs -o size=64k small %1$s
                head -c 1m /dev/zero > /srv/last
                """
                        .formatted(backups));
        node.wants(Wanted.file("/srv/last", "x"), AFTER);

        RunningProgram.Ended run = node.runOnce();

        assertThat(run.exit()).as(run.said()).isEqualTo(1);
        assertThat(node.reports().getLast().resources().getFirst().reason())
                .matches("'%s/srv/last/[^/]+': no space left on device".formatted(backups));
        assertThat(node.inside("wc -c < /srv/last").strip()).isEqualTo("1048576");
    }

    @Test
    void the_daemon_outlives_a_disk_of_its_own_that_is_full_and_then_read_only() throws Exception {
        String state = "/var/lib/lab-agent";
        node.inside(
                "cp -a %1$s /srv/kept; mount -t tmpfs -o size=1m small %1$s; cp -a /srv/kept/. %1$s"
                        .formatted(state));
        node.wants(AFTER);
        RunningProgram daemon = node.startAgent("run");
        await().atMost(LIMIT).until(() -> node.reports().size() == 1);

        node.inside("dd if=/dev/zero of=%s/large bs=512 || true".formatted(state));
        awaitSaid(daemon, "no space left on device");
        node.inside("mount --bind %1$s %1$s; mount -o remount,bind,ro %1$s".formatted(state));
        awaitSaid(daemon, "read-only file system");
        node.inside("umount %1$s; rm %1$s/large /etc/after".formatted(state));
        await().atMost(LIMIT).until(() -> node.has("/etc/after"));
        await().atMost(LIMIT)
                .until(() -> node.reports().getLast().outcome() == RunOutcome.CORRECTED);

        assertThat(daemon.terminate().exit()).isZero();
        assertThat(node.reports()).extracting(Report::id).doesNotHaveDuplicates();
    }

    private void awaitFile(String path) {
        await().atMost(LIMIT).until(() -> node.has(path));
    }

    private static void awaitSaid(RunningProgram program, String what) {
        await().atMost(LIMIT)
                .until(() -> program.saidSoFar().toLowerCase(Locale.ROOT).contains(what));
    }

    private static List<ResourceOutcome> outcomes(Report report) {
        return report.resources().stream().map(ResourceReport::outcome).toList();
    }
}
