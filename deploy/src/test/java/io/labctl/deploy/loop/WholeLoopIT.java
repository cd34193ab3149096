package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.ServerStatus;
import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a run promises, on nodes: applied, reported, repaired, and what goes wrong is told. */
class WholeLoopIT {
    private static final int NODES = 3;

    @RegisterExtension static final StandingRehearsal standing = new StandingRehearsal(NODES);
    private static List<ServerView> asItStood = List.of();

    private final Rehearsal rehearsal = standing.rehearsal();
    private final Node node = rehearsal.node(1);

    @BeforeAll
    static void a_rehearsal() throws IOException {
        asItStood = standing.rehearsal().servers();
    }

    @BeforeEach
    void the_node_is_as_its_catalog_says() {
        node.converge();
    }

    @AfterEach
    void the_site_says_what_it_said() throws IOException {
        Files.deleteIfExists(rehearsal.state().resolve("site/data/servers/node-1.yaml"));
        rehearsal.resetData();
    }

    @Test
    void three_nodes_stand_online_and_their_second_run_changed_nothing() {
        assertThat(asItStood)
                .extracting(server -> server.name().toString())
                .containsExactly("node-1", "node-2", "node-3");
        assertThat(asItStood).allMatch(server -> server.status() == ServerStatus.ONLINE);
        assertThat(asItStood)
                .extracting(ServerView::lastRun)
                .allSatisfy(
                        run -> {
                            assertThat(run).isNotNull();
                            assertThat(run.outcome()).isEqualTo(RunOutcome.UNCHANGED);
                        });
    }

    @Test
    void what_base_server_manages_is_in_each_node_and_not_on_this_machine() {
        for (int number = 1; number <= NODES; number++) {
            Node each = rehearsal.node(number);

            assertThat(each.read("/etc/motd")).startsWith("node-%d is a".formatted(number));
            assertThat(each.read("/etc/hosts")).contains("labd.rehearsal");
            assertThat(each.read("/etc/passwd")).contains("\ndeploy:x:4201:");
            assertThat(each.path("/etc/cron.d/rehearsal-greeting")).exists();
            assertThat(each.run("rehearsal-greeting").out())
                    .isEqualTo("hello from node-%d\n".formatted(number));
        }
        assertThat(Path.of("/etc/cron.d/rehearsal-greeting")).doesNotExist();
        assertThat(Path.of("/usr/bin/rehearsal-greeting")).doesNotExist();
        assertThat(Path.of("/etc/passwd")).content().doesNotContain(":4201:");
        assertThat(Path.of("/etc/hosts")).content().doesNotContain("labd.rehearsal");
    }

    @Test
    void a_file_that_someone_changed_is_repaired_reported_and_kept() throws IOException {
        node.write("/etc/motd", "tampered\n");

        Running.Ended run = node.agent("run", "--once", "--detailed-exitcodes");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(node.read("/etc/motd")).startsWith("node-1 is a rehearsal node");
        Report report = rehearsal.report(node);
        assertThat(report.outcome()).isEqualTo(RunOutcome.CORRECTED);
        assertThat(changed(report).outcome()).isEqualTo(ResourceOutcome.CORRECTED);
        assertThat(diff(report)).contains("-tampered\n", "+node-1 is a rehearsal node");
        try (Stream<Path> backups = Files.list(node.path("/var/lib/lab-agent/backups/etc/motd"))) {
            assertThat(backups).anySatisfy(kept -> assertThat(kept).hasContent("tampered"));
        }
    }

    @Test
    void new_data_is_shown_by_a_noop_run_and_then_applied_as_intended() {
        String before = node.read("/etc/motd");
        rehearsal.setData(node, "base-server:\n  motd: other words\n");

        Running.Ended noop = node.agent("run", "--once", "--noop", "--detailed-exitcodes");

        assertThat(noop.exit()).isZero();
        assertThat(noop.out()).contains("+other words", "1 would-change");
        assertThat(node.read("/etc/motd")).isEqualTo(before);
        assertThat(rehearsal.report(node).outcome()).isEqualTo(RunOutcome.NOOP);
        assertThat(changed(rehearsal.report(node)).outcome())
                .isEqualTo(ResourceOutcome.WOULD_CHANGE);

        assertThat(node.agent("run", "--once", "--detailed-exitcodes").exit()).isEqualTo(2);

        assertThat(node.read("/etc/motd")).isEqualTo("other words\n");
        Report report = rehearsal.report(node);
        assertThat(report.outcome()).isEqualTo(RunOutcome.CHANGED);
        assertThat(changed(report).outcome()).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(diff(report)).contains("-node-1 is a rehearsal node", "+other words");
        assertThat(node.agent("run", "--once", "--detailed-exitcodes").exit()).isZero();
    }

    @Test
    void a_failed_resource_stops_only_what_depends_on_it() {
        // The number is daemon's on every Debian, so the group that wants it and its member fail.
        rehearsal.setData(
                node,
                """
                base-server:
                  motd: past the failure
                  groups:
                    operators:
                      gid: 4200
                    rivals:
                      gid: 1
                  users:
                    deploy:
                      uid: 4201
                      groups: [operators]
                      shell: /bin/sh
                      comment: Deploys things in the rehearsal
                    rival:
                      groups: [rivals]
                """);

        Running.Ended run = node.agent("run", "--once", "--detailed-exitcodes");

        assertThat(run.exit()).as(run.said()).isEqualTo(6);
        assertThat(outcomes(rehearsal.report(node)))
                .contains(
                        "group[operators] UNCHANGED",
                        "group[rivals] FAILED",
                        "user[rival] SKIPPED",
                        "user[deploy] UNCHANGED",
                        "file[/etc/motd] CHANGED");
        assertThat(reason(rehearsal.report(node), "user[rival]")).contains("group[rivals]");
        assertThat(node.agent("run", "--once", "--detailed-exitcodes").exit()).isEqualTo(4);
        assertThat(node.runAgent().exit()).isOne();
    }

    @Test
    void broken_data_stop_the_compile_and_the_node_keeps_its_last_good_catalog() {
        String good = rehearsal.report(node).catalog();
        rehearsal.setData(
                """
                base-server:
                  motd: never seen
                  pakages:
                    htop: present
                """);
        node.write("/etc/motd", "tampered\n");

        Running.Ended run = node.runAgent();

        assertThat(run.exit()).isOne();
        assertThat(node.read("/etc/motd")).startsWith("node-1 is a rehearsal node");
        assertThat(rehearsal.labctl("get", "servers").out()).contains("compile-failed");
        assertThat(rehearsal.detail(node).compileFaults())
                .containsExactly(
                        "module base-server: data/common.yaml:3:"
                                + " unknown parameter 'pakages', did you mean 'packages'?");
        assertThat(rehearsal.labctl("describe", "server/node-1").out())
                .contains("data/common.yaml:3: unknown parameter 'pakages'");
        assertThat(rehearsal.report(node).outcome()).isEqualTo(RunOutcome.COMPILE_FAILED);
        assertThat(rehearsal.report(node).catalog()).isEqualTo(good);

        rehearsal.setData(rehearsal.usualData());
        node.runAgent().succeeded();

        assertThat(rehearsal.detail(node).compileFaults()).isEmpty();
        assertThat(rehearsal.report(node).outcome()).isEqualTo(RunOutcome.UNCHANGED);
    }

    private static ResourceReport changed(Report report) {
        return report.resources().stream()
                .filter(each -> each.id().toString().equals("file[/etc/motd]"))
                .findFirst()
                .orElseThrow();
    }

    private static String diff(Report report) {
        return changed(report).changes().stream()
                .map(Change::diff)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> outcomes(Report report) {
        return report.resources().stream().map(each -> each.id() + " " + each.outcome()).toList();
    }

    private static String reason(Report report, String resource) {
        return report.resources().stream()
                .filter(each -> each.id().toString().equals(resource))
                .map(ResourceReport::reason)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }
}
