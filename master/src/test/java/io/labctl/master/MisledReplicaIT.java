package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two labds of which one says that it is reached where the other is, as both on localhost would.
 */
@Tag("database")
@Timeout(240)
class MisledReplicaIT {
    @RegisterExtension static final RunningLabd ofAgent = new RunningLabd();

    @TempDir private Path folder;

    @Test
    void an_agent_is_not_told_that_nobody_is_there_and_the_log_says_why() throws Exception {
        Identity agent = new Enrolment(ofAgent).identity("web01");
        String url = "https://localhost:" + ofAgent.port();
        Map<String, String> environment =
                Map.of(
                        "LABD_CA_KEY_FILE",
                        ofAgent.data().resolve("ca.key").toString(),
                        "LABD_REPLICA_URL",
                        url);
        try (var ofCaller =
                        LabdProcess.on(
                                ofAgent.database(), folder.resolve("a"), folder, environment);
                var lines = LoggedLines.of("io.labctl.master.relay")) {
            ofCaller.ready();
            var play = new SessionPlayers(ofCaller.admin(), ofAgent.client(agent), "web01");
            UUID id = play.begin();
            var _ = play.callerReads(id, 0);
            play.receives(id);

            for (int time = 0; time < 2; time++) {
                LabdClient.Answer answer = play.agent().get(SessionPlayers.input(id));
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.problem().detail()).contains("this is another labd");
            }

            assertThat(lines.all())
                    .filteredOn(line -> line.contains("sessions of another labd"))
                    .singleElement()
                    .asString()
                    .contains(url, "this is another labd", "replica-url");
        }
    }
}
