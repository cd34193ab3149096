package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/**
 * labctl, which shows a command that counts.
 *
 * @param servers on so many at once
 */
record Watched(Counting command, Running labctl, int servers) {
    /** Each server is shown to count. */
    void begins() {
        assertThat(reached()).as("%s: %s", command.id(), labctl.errSoFar()).hasSize(servers);
    }

    Map<String, Long> reached() {
        return Counting.reached(labctl.outSoFar());
    }

    /** Each server is shown to have counted further. */
    void goesBeyond(Map<String, Long> before) {
        Map<String, Long> now = reached();
        assertThat(before)
                .as("%s, now at %s: %s", command.id(), now, labctl.errSoFar())
                .allSatisfy(
                        (server, count) ->
                                assertThat(now.getOrDefault(server, 0L))
                                        .as(server)
                                        .isGreaterThanOrEqualTo(count + command.further()));
    }

    /** Nothing was lost, nothing came twice, and the command's own end was told. */
    void endsWell() {
        Running.Ended ended = labctl.end();
        assertThat(ended.exit()).as("%s: %s", command.id(), ended.err()).isEqualTo(Counting.EXIT);
        assertThat(Counting.countedWell(ended.out())).as(command.id()).isEqualTo(servers);
        assertThat(command.begun())
                .as("%s, by the agents that began it", command.id())
                .hasSize(servers)
                .doesNotHaveDuplicates();
    }
}
