package io.labctl.agent.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trouble of a real machine: the run ends, reports what it could, and does the rest. */
class TroubledMachineIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

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
    void a_full_disk_fails_what_it_has_no_room_for_and_nothing_else() throws IOException {
        inside("mount -t tmpfs -o size=1m small /srv");

        var reports =
                machine.apply(
                        Wanted.file("/srv/large", "x".repeat(2 << 20)),
                        Wanted.file("/etc/after", "x"));

        assertThat(reports)
                .extracting(ResourceReport::outcome)
                .containsExactly(ResourceOutcome.FAILED, ResourceOutcome.CHANGED);
        assertThat(reports.getFirst().reason()).isEqualTo("'/srv/large': no space left on device");
        assertThat(inside("ls -A /srv")).isEmpty();
    }

    @Test
    void a_full_disk_leaves_the_old_file_as_it_was() throws IOException {
        inside("mount -t tmpfs -o size=1m small /srv; echo old > /srv/file");

        var report = machine.apply(Wanted.file("/srv/file", "x".repeat(2 << 20))).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(inside("cat /srv/file")).isEqualTo("old\n");
    }

    @Test
    void a_read_only_file_system_fails_what_lies_on_it_and_nothing_else() throws IOException {
        inside("mount -t tmpfs -o ro fixed /srv");

        var reports =
                machine.apply(
                        Wanted.file("/srv/file", "x"),
                        Wanted.directory("/srv/folder", null),
                        Wanted.file("/etc/after", "x"));

        assertThat(reports)
                .extracting(ResourceReport::outcome)
                .containsExactly(
                        ResourceOutcome.FAILED, ResourceOutcome.FAILED, ResourceOutcome.CHANGED);
        assertThat(reports.getFirst().reason()).containsIgnoringCase("read-only file system");
    }

    @Test
    void a_package_manager_that_somebody_else_holds_keeps_nobody_from_ending_the_run()
            throws Exception {
        node.run("repository.sh", folder);
        var holder = CompletableFuture.runAsync(this::holdDpkgsLock);
        Awaitility.await().until(() -> inside("ls /run").contains("held"));

        List<ResourceReport> reports = interruptedInApt();

        assertThat(reports)
                .extracting(ResourceReport::outcome)
                .containsExactly(ResourceOutcome.FAILED, ResourceOutcome.SKIPPED);
        assertThat(reports.getLast().reason()).isEqualTo("the run was stopped");
        inside("pkill perl");
        assertThat(holder).failsWithin(LIMIT);
        assertThat(machine.apply(Wanted.pkg("lab-clock")).getFirst().outcome())
                .isEqualTo(ResourceOutcome.CHANGED);
    }

    private List<ResourceReport> interruptedInApt()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        var result = new CompletableFuture<List<ResourceReport>>();
        Thread run =
                Thread.ofPlatform()
                        .start(
                                () ->
                                        result.complete(
                                                machine.apply(
                                                        Wanted.pkg("lab-clock"),
                                                        Wanted.file("/etc/after", "x"))));
        Awaitility.await().until(() -> inside("pgrep -c apt-get || true").strip().equals("1"));
        run.interrupt();
        return result.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private void holdDpkgsLock() {
        try {
            inside(HeldLock.SCRIPT);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String inside(String script) throws IOException {
        return node.machine()
                .commands()
                .require(Command.of(List.of("/bin/sh", "-c", script), LIMIT));
    }
}
