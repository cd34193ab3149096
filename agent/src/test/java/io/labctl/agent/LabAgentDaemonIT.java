package io.labctl.agent;

import static io.labctl.agent.AgentProcesses.CATALOG;
import static io.labctl.agent.AgentProcesses.REPORTS;
import static io.labctl.agent.AgentProcesses.await;
import static io.labctl.agent.AgentProcesses.awaitLine;
import static io.labctl.agent.AgentProcesses.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkItem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The daemon as a real process: signals, its budget, and who gets in whose way. */
@Timeout(120)
class LabAgentDaemonIT {
    @RegisterExtension final AgentProcesses agent = new AgentProcesses();

    @Test
    void a_daemon_in_a_run_ends_it_and_spools_its_report_when_terminated() throws Exception {
        Process daemon = agent.labAgent("run");
        awaitLine(daemon, "applying");

        daemon.toHandle().destroy();

        assertThat(daemon.waitFor()).isZero();
        assertThat(errors(daemon))
                .contains("run was interrupted: lab-agent is stopping", "lab-agent stopped");
        assertThat(agent.labd().requests(REPORTS)).isEmpty();
    }

    @Test
    void a_daemon_stays_until_a_run_on_demand_has_ended_when_terminated() throws Exception {
        var id = new UUID(0, 7);
        var run = new Action.Session(new RunRequest(false, List.of(), null, false), false, null);
        String work = "/agent/v1/work";
        agent.labd()
                .answers(
                        work,
                        Answer.of(204),
                        Answer.json(200, new WorkItem(id, run, Duration.ofSeconds(20))))
                .answers(work + "/" + id + "/receipt", Answer.of(204))
                .answers(work + "/" + id + "/result", Answer.of(204))
                .hangs(work);
        agent.configure("splay: 1d");
        Process daemon = agent.labAgent(List.of("env", LabAgentProgram.BUSY + "=1"), "run");
        awaitLine(daemon, "applying");

        daemon.toHandle().destroy();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> agent.labd().requests(work).getLast().method().equals("DELETE"));
        daemon.outputWriter().close();

        assertThat(daemon.waitFor()).isZero();
        assertThat(errors(daemon)).containsSubsequence("run finished", "lab-agent stopped");
        assertThat(agent.folder().resolve("state/spool")).isNotEmptyDirectory();
    }

    @Test
    void a_daemon_that_waits_for_labd_ends_its_run_at_once_when_terminated() throws Exception {
        CountDownLatch asked = agent.labd().forgets(CATALOG).hangs(CATALOG);
        Process daemon = agent.labAgent("run");
        asked.await();

        daemon.toHandle().destroy();

        assertThat(daemon.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(daemon.exitValue()).isZero();
        assertThat(errors(daemon))
                .contains("run stopped before there was a catalog", "lab-agent stopped")
                .doesNotContain("WARN", "ERROR");
        assertThat(agent.folder().resolve("state/runs")).isEmptyDirectory();
        assertThat(agent.folder().resolve("state/spool")).doesNotExist();
    }

    @Test
    void a_waiting_daemon_ends_at_once_when_terminated() throws Exception {
        agent.configure("splay: 1d");
        Process daemon = agent.labAgent("run");
        try (var errors = daemon.errorReader()) {
            await(errors, "lab-agent started");

            daemon.toHandle().destroy();

            assertThat(daemon.waitFor()).isZero();
        }
        assertThat(agent.labd().requests(CATALOG)).isEmpty();
    }

    @Test
    void a_daemon_is_seen_though_its_next_run_cannot_be_read() throws Exception {
        agent.configure("splay: 1d");
        Path next = agent.folder().resolve("state/runs/next-run.json");
        Files.createDirectories(next.getParent());
        Files.writeString(next, "{\"at\":\"1970-01-01T00:00:00Z\"}");
        Process daemon = agent.labAgent("run");
        try (var errors = daemon.errorReader()) {
            await(errors, "lab-agent started");
            Awaitility.await()
                    .until(
                            () ->
                                    Files.exists(next)
                                            && Files.readString(next).startsWith("{\"at\":\"20"));
            assertThat(agent.status()).containsPattern("Next run  20").doesNotContain("no daemon");

            Files.writeString(next, "[");

            assertThat(agent.status()).contains("Next run  not known\n");
            daemon.toHandle().destroy();
            assertThat(daemon.waitFor()).isZero();
        }
        assertThat(agent.status()).contains("Next run  no daemon is running\n");
    }

    @Test
    void a_daemon_over_its_memory_budget_starts_itself_anew_and_says_so() throws Exception {
        agent.labd().forgets(CATALOG).answers(CATALOG, Answer.of(500));
        agent.configure("splay: 0s", "budget: {memory: 64MiB}");
        Process daemon = agent.labAgent("run");

        try (var errors = daemon.errorReader()) {
            assertThat(await(errors, "starting anew"))
                    .containsPattern("it held [0-9.]+MiB of memory, and its budget is 64MiB");
            await(errors, "lab-agent started");
            assertThat(await(errors, "run warning"))
                    .contains("lab-agent started itself anew: it held");
            await(errors, "over budget again, nothing done");
            assertThat(agent.status())
                    .containsPattern("Restarted 20.*, by itself: it held")
                    .contains("Next run  20");
            daemon.toHandle().destroy();
            assertThat(daemon.waitFor()).isZero();
        }
    }

    @Test
    void a_daemon_within_its_memory_budget_goes_on() throws Exception {
        agent.labd().forgets(CATALOG).answers(CATALOG, Answer.of(500));
        agent.configure("splay: 0s", "budget: {memory: 4GiB}");
        Process daemon = agent.labAgent("run");

        try (var errors = daemon.errorReader()) {
            await(errors, "run finished");
            daemon.toHandle().destroy();
            assertThat(daemon.waitFor()).isZero();
            assertThat(errors.lines()).noneMatch(line -> line.contains("anew"));
        }
        assertThat(agent.status()).doesNotContain("Restarted");
    }

    @Test
    void a_daemon_skips_its_run_while_another_is_going_on() throws Exception {
        Process once = agent.labAgent("run", "--once");
        awaitLine(once, "applying");
        Process daemon = agent.labAgent("run");

        try (var errors = daemon.errorReader()) {
            assertThat(await(errors, "run skipped")).contains("pid " + once.pid());
            daemon.toHandle().destroy();
            assertThat(daemon.waitFor()).isZero();
        }
    }

    @Test
    void a_disabled_daemon_makes_no_run_until_it_is_enabled() throws Exception {
        agent.configure("splay: 0s", "interval: 10s");
        assertThat(agent.labAgent("disable", "database moves").waitFor()).isZero();
        Process daemon = agent.labAgent("run");
        try (var errors = daemon.errorReader()) {
            assertThat(await(errors, "runs are disabled")).contains("database moves");
            await(errors, "runs are disabled");
            assertThat(agent.labd().requests(CATALOG)).isEmpty();

            assertThat(agent.labAgent("enable").waitFor()).isZero();

            awaitLine(daemon, "applying");
            daemon.toHandle().destroy();
            assertThat(daemon.waitFor()).isZero();
        }
        assertThat(agent.labd().requests(CATALOG)).hasSize(1);
    }

    @Test
    void a_second_daemon_says_who_the_first_is() throws Exception {
        Process first = agent.labAgent("run");
        awaitLine(first, "applying");

        Process second = agent.labAgent("run");

        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(errors(second))
                .startsWith(
                        "lab-agent: a daemon runs already: pid %d (lab-agent run), started "
                                .formatted(first.pid()))
                .hasLineCount(1);
    }
}
