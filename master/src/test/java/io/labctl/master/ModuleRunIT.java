package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.api.ServerDetail;
import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.work.WorkEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A catalog of one module, for the run that a person asked for. */
@Tag("database")
@Timeout(120)
class ModuleRunIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    private static int servers;

    private String server;
    private SessionPlayers play;

    @BeforeEach
    void an_agent_joins() {
        server = "module" + servers++;
        play = SessionPlayers.of(labd, server);
    }

    @Test
    void the_agent_gets_it_for_its_work_and_the_servers_own_stays() throws IOException {
        data("base-server: {motd: hello}");
        String own = ownCatalog();
        UUID work = play.runs("base-server");

        var answer = play.catalogOf(work);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.as(Catalog.class).modules())
                .map(each -> each.name())
                .containsExactly("base-server");
        assertThat(detail().catalog()).isEqualTo(own);
    }

    @Test
    void what_does_not_compile_is_told_and_is_no_state_of_the_server() throws IOException {
        ownCatalog();
        UUID work = play.runs("base-server");
        data("base-server: {motdd: hello}");

        var refused = await().until(() -> play.catalogOf(work), answer -> answer.status() == 422);

        assertThat(refused.problem().detail())
                .startsWith("module 'base-server' for server '%s' could".formatted(server))
                .contains("unknown parameter 'motdd', did you mean 'motd'?");
        assertThat(detail().compileFaults()).isEmpty();
    }

    @Test
    void no_other_agent_gets_it() {
        UUID work = play.runs("base-server");
        var other = SessionPlayers.of(labd, "other-" + server);

        var refused = other.catalogOf(work);

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.problem().detail()).contains("no run %s of a module".formatted(work));
    }

    @Test
    void it_is_there_from_the_receipt_until_the_end() {
        UUID work = play.asksForRun("base-server").as(SessionView.class).id();
        assertThat(play.work().id()).isEqualTo(work);
        assertThat(play.catalogOf(work).status()).isEqualTo(404);

        assertThat(play.receipt(work)).isEqualTo(204);
        assertThat(play.catalogOf(work).status()).isEqualTo(200);
        play.tells(work, new WorkEnd.Exited(0));

        assertThat(play.catalogOf(work).status()).isEqualTo(404);
    }

    @Test
    void an_agent_that_was_not_heard_of_for_a_while_still_gets_it() throws Exception {
        UUID work = play.runs("base-server");
        labd.execute(
                "UPDATE work SET until = now() - INTERVAL '1 minute' WHERE id = '%s'"
                        .formatted(work));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> play.view(work).end() instanceof WorkEnd.AgentLost);

        assertThat(play.catalogOf(work).status()).isEqualTo(200);

        labd.execute(
                "UPDATE work SET ended_at = ended_at - INTERVAL '25 hours' WHERE id = '%s'"
                        .formatted(work));
        assertThat(play.catalogOf(work).status()).isEqualTo(404);
    }

    @Test
    void other_work_has_none() {
        UUID command = play.begin();
        play.receives(command);

        assertThat(play.catalogOf(command).status()).isEqualTo(404);
        assertThat(play.catalogOf(UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void a_module_that_is_not_there_is_told_with_the_nearest() {
        var refused = play.asksForRun("base-sever");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.problem().detail())
                .isEqualTo("there is no module 'base-sever', did you mean 'base-server'?");
    }

    private String ownCatalog() {
        var request = new CatalogRequest(new Facts(Map.of()), null, "test", Duration.ofMinutes(30));
        assertThat(play.agent().post("/agent/v1/catalog", request).status()).isEqualTo(200);
        return String.valueOf(detail().catalog());
    }

    private ServerDetail detail() {
        return labd.admin().get("/api/v1/servers/" + server).as(ServerDetail.class);
    }

    private void data(String yaml) throws IOException {
        Path folder = Files.createDirectories(labd.data().resolve("site/data/servers"));
        Files.writeString(folder.resolve(server + ".yaml"), yaml + "\n");
    }
}
