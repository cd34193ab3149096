package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.api.ServerStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is on a server, asked through the channel that its daemon keeps open. */
class AskedServerIT {
    @RegisterExtension static final StandingRehearsal standing = StandingRehearsal.withDaemons(1);

    private static final String OPEN = "Channel +open since ";

    private final Rehearsal rehearsal = standing.rehearsal();
    private final Node node = rehearsal.node(1);

    @Test
    void it_tells_what_is_there_in_the_words_of_its_own_agent() {
        for (String type : new String[] {"user root", "group", "host"}) {
            String[] words = ("resource server/node-1 " + type).split(" ", -1);
            String[] there = ("resource " + type).split(" ", -1);

            assertThat(rehearsal.labctl(words).succeeded().out())
                    .startsWith("plan.")
                    .isEqualTo(node.agent(there).succeeded().out());
        }
        assertThat(rehearsal.labctl("resource", "server/node-1", "user", "rot").exit())
                .isEqualTo(3);
    }

    @Test
    void when_labd_was_away_the_channel_comes_back_by_itself() throws IOException {
        Proc.kill(rehearsal.labd());
        await().until(() -> rehearsal.labctl("rehearse", "status").exit() == 1);
        rehearsal.bringUp(1).succeeded();

        assertThat(
                        rehearsal
                                .labctl(
                                        "resource",
                                        "server/node-1",
                                        "user",
                                        "root",
                                        "--timeout",
                                        "2m")
                                .succeeded()
                                .out())
                .startsWith("plan.user(\"root\")");
        assertThat(node.agent("status").out()).containsPattern(OPEN);
    }

    @Test
    void a_daemon_that_stops_is_offline_at_once_and_one_that_is_killed_within_two_beats() {
        awaitOpenChannel();
        assertThat(status()).isEqualTo(ServerStatus.ONLINE);
        node.run("pkill", "-TERM", "-f", "LabAgent run$").succeeded();
        await().atMost(Duration.ofSeconds(10)).until(() -> status() == ServerStatus.OFFLINE);
        rehearsal.bringUp(1).succeeded();
        awaitOpenChannel();
        assertThat(status()).isEqualTo(ServerStatus.ONLINE);

        rehearsal.stopDaemons(1);

        await().atMost(Duration.ofSeconds(50)).until(() -> status() == ServerStatus.OFFLINE);
        rehearsal.bringUp(1).succeeded();
    }

    /** A run alone makes a server online too, before its daemon is there. */
    private void awaitOpenChannel() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(node.agent("status").out()).containsPattern(OPEN));
        Instant written = Instant.now().plusSeconds(1); // labd writes that down once a second
        await().atMost(Duration.ofSeconds(30)).until(() -> lastSeen().isAfter(written));
    }

    private Instant lastSeen() {
        return Objects.requireNonNull(rehearsal.server(node).lastSeen());
    }

    private ServerStatus status() {
        return rehearsal.server(node).status();
    }

    @Test
    void without_a_daemon_it_says_that_nobody_came_for_the_question() {
        awaitOpenChannel();
        rehearsal.stopDaemons(1);

        Running.Ended asked =
                rehearsal.labctl("resource", "server/node-1", "user", "root", "--timeout", "2s");

        assertThat(asked.exit()).isEqualTo(5);
        assertThat(asked.said())
                .contains(
                        "server 'node-1': its agent did not come for the question within 2s, it was last heard of at 20");
        assertThat(node.agent("status").out()).doesNotContain("Channel");
        rehearsal.bringUp(1).succeeded();
        awaitOpenChannel();
    }
}
