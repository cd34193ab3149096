package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logs of servers that nobody can connect to. */
class LogsIT {
    @RegisterExtension static final StandingRehearsal standing = new StandingRehearsal(2);

    private static final String LOG = "/var/log/app.log";

    private final Rehearsal rehearsal = standing.rehearsal();
    private final Node node = rehearsal.node(1);
    private final List<Node> nodes = List.of(node, rehearsal.node(2));

    @BeforeEach
    void the_daemons_run() {
        nodes.forEach(each -> each.startAgent("run"));
        nodes.forEach(
                each -> await().until(() -> each.agent("status").out().contains("open since")));
        nodes.forEach(each -> each.write(LOG, "first of %s\nlast of it\n".formatted(each.name())));
    }

    @AfterEach
    void they_are_stopped() {
        nodes.forEach(Node::stopDaemon);
        nodes.forEach(each -> each.run("rm", "-f", LOG, LOG + ".1"));
    }

    @Test
    void the_last_lines_of_a_file_are_shown() {
        assertThat(logs("server/node-1", "--file", LOG, "-n", "1").succeeded().out())
                .isEqualTo("last of it\n");
    }

    @Test
    void a_file_is_followed_over_its_rotation_until_labctl_is_ended() {
        Running following =
                rehearsal.start("logs", "server/node-1", "-f", "-n", "0", "--file", LOG);
        await().until(() -> rehearsal.labctl("get", "sessions").out().contains("running"));

        node.run("sh", "-c", "echo one >> " + LOG).succeeded();
        await().until(() -> following.saidSoFar().equals("one\n"));
        node.run("sh", "-c", "mv %1$s %1$s.1; echo two > %1$s".formatted(LOG)).succeeded();
        await().until(() -> following.saidSoFar().equals("one\ntwo\n"));

        assertThat(following.stop().exit()).isEqualTo(143);
    }

    @Test
    void what_the_agent_tells_of_itself_is_shown_by_its_name() {
        assertThat(logs("agent/node-1", "-n", "all").succeeded().out())
                .contains(" INFO lab-agent started");
    }

    @Test
    void many_are_shown_at_once_with_their_names() {
        assertThat(logs("--environment", "rehearsal", "--file", LOG).succeeded().out().lines())
                .containsExactlyInAnyOrder(
                        "node-1 | first of node-1",
                        "node-1 | last of it",
                        "node-2 | first of node-2",
                        "node-2 | last of it");
    }

    @Test
    void a_file_that_is_no_log_is_refused() {
        Running.Ended ended = logs("server/node-1", "--file", "/etc/shadow");

        assertThat(ended)
                .isEqualTo(
                        new Running.Ended(
                                1,
                                "",
                                "labctl: server 'node-1': the policy of this machine does not allow to read '/etc/shadow'\n"));
    }

    @Test
    void where_there_is_no_journal_it_is_said_what_can_be_done() {
        Running.Ended ended = logs("server/node-1", "-u", "ssh");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err())
                .isEqualTo(
                        "labctl: server 'node-1': this machine has no journal, by which alone lines of a unit, a level or a time are told apart\n");
    }

    private Running.Ended logs(String... words) {
        var all = new ArrayList<>(List.of("logs"));
        all.addAll(List.of(words));
        return rehearsal.labctl(all.toArray(String[]::new));
    }
}
