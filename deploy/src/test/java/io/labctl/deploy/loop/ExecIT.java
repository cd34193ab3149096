package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands that are run on a server which nobody can connect to. */
class ExecIT {
    @RegisterExtension static final StandingRehearsal standing = StandingRehearsal.withDaemons(1);

    private final Rehearsal rehearsal = standing.rehearsal();
    private final Node node = rehearsal.node(1);

    @Test
    void a_command_runs_there_and_what_it_writes_comes_here_apart() {
        Running.Ended ended = exec("sh", "-c", "hostname; echo trouble >&2; exit 3");

        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.out()).isEqualTo("node-1\n");
        assertThat(ended.err()).isEqualTo("trouble\n");
    }

    @Test
    void its_arguments_arrive_as_given() {
        assertThat(exec("printf", "%s|", "a b", "", "$HOME", "*").out()).isEqualTo("a b||$HOME|*|");
    }

    @Test
    void what_it_reads_arrives_bit_for_bit_and_comes_back_so() {
        Running.Ended ended =
                rehearsal
                        .start(
                                List.of(
                                        "sh",
                                        "-c",
                                        "dd if=/dev/urandom of=sent bs=1M count=20 2>/dev/null && \"$@\" < sent > came && cmp sent came && rm sent came",
                                        "sh",
                                        Rehearsal.labctl(),
                                        "exec",
                                        "server/node-1",
                                        "-i",
                                        "--",
                                        "cat"))
                        .end();

        assertThat(ended.said()).isEmpty();
        assertThat(ended.exit()).isZero();
    }

    @Test
    void what_a_detached_one_wrote_can_be_read_again() {
        String session =
                rehearsal.labctl("exec", "--detach", "server/node-1", "--", "echo", "once").out();

        for (int i = 0; i < 2; i++) {
            Running.Ended read = rehearsal.labctl("attach", session.strip());
            assertThat(read.said()).isEqualTo("once\n");
            assertThat(read.exit()).isZero();
        }
    }

    @Test
    void one_that_takes_too_long_is_ended_with_all_that_it_started() {
        Running.Ended ended =
                rehearsal.labctl(
                        "exec",
                        "server/node-1",
                        "--timeout",
                        "2s",
                        "--",
                        "sh",
                        "-c",
                        "sleep 4711 & sleep 4711");

        assertThat(ended.exit()).isEqualTo(124);
        assertThat(node.run("pgrep", "-f", "sleep 4711").exit()).isEqualTo(1);
    }

    @Test
    void it_runs_as_who_and_where_it_is_told() {
        Running.Ended ended =
                rehearsal.labctl(
                        "exec",
                        "server/node-1",
                        "--user",
                        "nobody",
                        "--cwd",
                        "/tmp",
                        "--env",
                        "COLOUR=blue",
                        "--",
                        "sh",
                        "-c",
                        "id -un; pwd; echo $COLOUR");

        assertThat(ended.succeeded().out()).isEqualTo("nobody\n/tmp\nblue\n");
    }

    @Test
    void when_its_agent_dies_the_caller_hears_of_it_and_the_command_is_ended() {
        Running running =
                rehearsal.start("exec", "server/node-1", "--", "sh", "-c", "echo on; sleep 4712");
        await().until(() -> running.saidSoFar().contains("on"));

        rehearsal.stopDaemons(1);
        rehearsal.bringUp(1).succeeded();

        Running.Ended ended = running.end();
        assertThat(ended.exit()).isEqualTo(5);
        assertThat(ended.err()).contains("the agent was restarted while it ran");
        assertThat(node.run("pgrep", "-f", "sleep 4712").exit()).isEqualTo(1);
    }

    @Test
    void a_program_or_a_server_that_is_not_there_is_named() {
        assertThat(exec("nonsuch").err())
                .startsWith("labctl: server 'node-1': no program 'nonsuch'");
        assertThat(rehearsal.labctl("exec", "server/node-2", "--", "true").err())
                .contains("no server 'node-2'");
    }

    private Running.Ended exec(String... command) {
        var words = new ArrayList<>(List.of("exec", "server/node-1", "--"));
        words.addAll(List.of(command));
        return rehearsal.labctl(words.toArray(String[]::new));
    }
}
