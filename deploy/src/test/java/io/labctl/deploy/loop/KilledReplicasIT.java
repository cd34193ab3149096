package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.deploy.loop.KillingRound.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two labds over one PostgreSQL, agents and labctl behind a balancer: in each round one of the
 * labds is killed. {@code deploy/bench/replicas} runs fifty.
 */
class KilledReplicasIT {
    private static final int ROUNDS = Integer.getInteger("labctl.test.rounds", 4);
    private static final int AGENTS = Integer.getInteger("labctl.test.agents", 20);

    /** Five seconds are promised; agents that share two processors with builds take longer. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** For all agents to start, at the same time. */
    private static final Duration START = Duration.ofMinutes(5);

    /** For an agent to wait for a caller who does not come back, and to say so. */
    private static final Duration LAST_END = Duration.ofMinutes(2);

    /** So many rounds have fewer sessions than labd lists. */
    private static final int LOOK_EACH = 5;

    private static final Path TABLE = Path.of("target/killed-replicas.md");

    @TempDir private Path folder;

    @Test
    void no_session_hangs_no_command_runs_twice_and_none_is_lost() throws IOException {
        long seed = new Random().nextLong();
        try (var labds = Replicas.start(folder);
                var fleet = Fleet.join(folder, AGENTS, labds.url(), token(labds))) {
            allAnswer(labds);
            var sessions = new SeenSessions(labds);
            var random = new Random(seed);
            Files.writeString(TABLE, head(seed));
            for (int number = 1; number <= ROUNDS; number++) {
                Figures round =
                        new KillingRound(number, labds, fleet.size(), random, folder).play();
                tell(round.row());
                if (number % LOOK_EACH == 0) {
                    sessions.look();
                }
                assertThat(round.heard()).as("round %d", number).isLessThan(LONGEST);
                assertThat(round.fresh()).as("round %d", number).isLessThan(LONGEST);
            }

            await("ends of all sessions")
                    .atMost(LAST_END)
                    .untilAsserted(() -> assertThat(sessions.open()).isEmpty());
            sessions.beganOnce(folder);
            tell("\nThe sessions ended so: %s\n".formatted(sessions.ends()));
        }
    }

    private static String head(long seed) {
        return """
        %d agents, seed %d

        | round | commands | went on after | a new one done after | just asked: ran | in vain | took |
        |---|---|---|---|---|---|---|
        """
                .formatted(AGENTS, seed);
    }

    private static void tell(String text) throws IOException {
        Files.writeString(TABLE, text, StandardOpenOption.APPEND);
    }

    private static String token(Replicas labds) {
        return labds.labctl(
                        "create",
                        "token",
                        "--cloud",
                        "metal",
                        "--env",
                        "prod",
                        "--role",
                        Fleet.ROLE,
                        "--reusable")
                .succeeded()
                .out()
                .strip();
    }

    private static void allAnswer(Replicas labds) {
        var exec = List.of("exec", "-l", "role=" + Fleet.ROLE, "--wait", "1m", "--", "true");
        await().atMost(START).until(() -> labds.start(exec).end().exit() == 0);
    }
}
