package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutageIT {
    private static final String BEGUN = "/var/lib/lab-agent/runs/begun.json";
    private static final int OFFLINE_RUNS = 3;
    private static final int RANDOM_KILLS = 6;

    @RegisterExtension static final StandingRehearsal standing = new StandingRehearsal(1);

    private final Rehearsal rehearsal = standing.rehearsal();
    private final Node node = rehearsal.node(1);

    @BeforeAll
    static void a_rehearsal() throws IOException {
        SlowPackage.offer(standing.rehearsal(), standing.rehearsal().node(1));
    }

    @BeforeEach
    void the_node_is_as_its_catalog_says() {
        node.converge();
    }

    @AfterEach
    void the_site_says_what_it_said() throws IOException {
        SlowPackage.remove(node);
        rehearsal.resetData();
    }

    @Test
    void without_labd_a_node_applies_its_last_catalog_and_every_report_arrives_once_later()
            throws IOException {
        List<UUID> before = rehearsal.reportIds(node);
        Proc.kill(rehearsal.labd());
        await().until(() -> rehearsal.labctl("rehearse", "status").exit() == 1);
        List<UUID> offline = new ArrayList<>();
        for (int run = 1; run <= OFFLINE_RUNS; run++) {
            node.write("/etc/motd", "tampered\n");

            Running.Ended ended = node.runAgent().succeeded();

            assertThat(ended.said()).contains("applying the cached catalog", "(corrected)");
            assertThat(node.read("/etc/motd")).startsWith("node-1 is a rehearsal node");
            offline.add(node.lastRun());
        }
        assertThat(node.agent("status").succeeded().out())
                .containsPattern("Spooled +%d reports".formatted(OFFLINE_RUNS));

        rehearsal.bringUp(1).succeeded();
        rehearsal.stopDaemons(1);

        List<UUID> expected = Stream.concat(offline.reversed().stream(), before.stream()).toList();
        assertThat(rehearsal.reportIds(node))
                .endsWith(expected.toArray(UUID[]::new)); // newer ones are those of bringing it up
        assertThat(offline)
                .allSatisfy(
                        id ->
                                assertThat(rehearsal.report(id).outcome())
                                        .isEqualTo(RunOutcome.CORRECTED));
        assertThat(node.agent("status").out()).containsPattern("Spooled +0 reports");
    }

    @Test
    void a_second_run_says_who_runs_and_ends() {
        rehearsal.setData(SlowPackage.DATA);
        Running first = node.startAgent("run", "--once");
        SlowPackage.awaitInTheMiddle(node);

        Running.Ended second = node.runAgent();

        assertThat(second.exit()).isOne();
        assertThat(second.said().lines())
                .singleElement()
                .asString()
                .contains("another run is going on: pid ", "(lab-agent run --once), started ");
        assertThat(first.runs()).isTrue();
        SlowPackage.goOn(node);
        assertThat(first.end().succeeded().out()).contains("(changed)");
    }

    @Test
    void a_run_that_was_killed_is_reported_once_and_the_next_one_does_the_rest() {
        Set<UUID> expected = new HashSet<>(rehearsal.reportIds(node));
        rehearsal.setData(SlowPackage.DATA);
        Running run = node.startAgent("run", "--once");
        SlowPackage.awaitInTheMiddle(node);
        UUID cut = node.begunRun();
        expected.add(cut);

        run.killBelow(line -> line.contains("LabAgent"));
        run.end();
        SlowPackage.goOn(node);
        Running.Ended next = node.runAgent().succeeded();
        expected.add(node.lastRun());
        node.runAgent().succeeded();
        expected.add(node.lastRun());

        assertThat(next.out()).contains("(changed)");
        assertThat(node.read("/etc/motd")).isEqualTo("after the slow package\n");
        assertThat(node.run("dpkg-query", "-Wf", "${Status}", "rehearsal-slow").out())
                .isEqualTo("install ok installed");
        assertThat(rehearsal.reportIds(node)).containsExactlyInAnyOrderElementsOf(expected);
        Report report = rehearsal.report(cut);
        assertThat(report.outcome()).isEqualTo(RunOutcome.INTERRUPTED);
        assertThat(report.logs())
                .singleElement()
                .satisfies(note -> assertThat(note.message()).contains("the run was killed"));
    }

    @Test
    void a_run_killed_at_any_moment_blocks_nothing_and_is_made_good_by_the_next() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        long part = nanosOfARun() / RANDOM_KILLS;
        Set<UUID> expected = new HashSet<>(rehearsal.reportIds(node));
        Set<UUID> killed = new HashSet<>();
        for (int time = 0; time < RANDOM_KILLS; time++) {
            node.write("/etc/motd", "tampered\n");
            Running run = node.startAgent("run", "--once");
            long begun = System.nanoTime();
            long moment = time * part + random.nextLong(part);
            boolean isNoted = time % 2 == 0;
            await().pollInterval(Duration.ofMillis(5))
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class) // a file just replaced
                    .until(
                            () ->
                                    !run.runs()
                                            || (isNoted
                                                    ? !expected.contains(lastBegun())
                                                    : System.nanoTime() - begun > moment));
            boolean isHit = run.killBelow(line -> line.contains("LabAgent"));
            run.end();
            UUID last = lastBegun();
            if (isHit && expected.add(last)) {
                killed.add(last);
            }
            expected.add(last);
        }

        Running.Ended next = node.runAgent();
        expected.add(node.lastRun());

        assertThat(next.exit()).as("seed %d: %s", seed, next.said()).isZero();
        assertThat(node.read("/etc/motd")).startsWith("node-1 is a rehearsal node");
        assertThat(Files.exists(node.path(BEGUN))).isFalse();
        assertThat(node.agent("status").out()).containsPattern("Spooled +0 reports");
        assertThat(rehearsal.reportIds(node))
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(rehearsal.reports(node))
                .as("seed %d, killed %s", seed, killed)
                .anyMatch(
                        each ->
                                killed.contains(each.id())
                                        && each.outcome() == RunOutcome.INTERRUPTED);
        assertThat(node.agent("run", "--once", "--detailed-exitcodes").exit()).isZero();
    }

    /** So that some kills come before the run is noted and some after, however slow the machine. */
    private long nanosOfARun() {
        long began = System.nanoTime();
        node.runAgent().succeeded();
        return System.nanoTime() - began;
    }

    /** A run that ended by itself is noted as the last one, any other as one that has begun. */
    private UUID lastBegun() {
        return Files.exists(node.path(BEGUN)) ? node.begunRun() : node.lastRun();
    }
}
