package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.report.Report;
import io.labctl.master.ca.ForeignAuthority;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask for what. */
@Tag("database")
class IdentityIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    private static LabdClient agent;

    @BeforeAll
    static void anAgentJoins() {
        agent = labd.agent("web01");
        labd.agent("web02");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/healthz",
                "/health",
                "/health/live",
                "/health/ready",
                "/ca.pem",
                "/api/v1/version"
            })
    void anyone_may_ask_how_labd_is(String path) {
        assertThat(labd.anyone().get(path).status()).isEqualTo(200);
        assertThat(agent.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/servers",
                "/api/v1/servers/web01",
                "/api/v1/servers/web01/facts",
                "/api/v1/servers/web01/catalog",
                "/api/v1/servers/web01/report",
                "/api/v1/reports",
                "/api/v1/reports/00000000-0000-0000-0000-000000000000",
                "/api/v1/tokens",
                "/health/detailed",
                "/api/v1/openapi.json"
            })
    void what_is_for_people_is_refused_to_agents_and_strangers(String path) {
        var toAgent = agent.get(path);
        var toStranger = labd.anyone().get(path);

        assertThat(toAgent.status()).isEqualTo(403);
        assertThat(toAgent.problem().detail())
                .isEqualTo("lab://agent/baremetal/lab/web01 may not use " + path.substring(1));
        assertThat(toStranger.status()).isEqualTo(401);
        assertThat(toStranger.problem().detail())
                .isEqualTo("this needs the client certificate of a person");
        assertThat(labd.admin().get(path).status()).isIn(200, 404);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE,/api/v1/servers/web01",
        "POST,/api/v1/tokens",
        "POST,/api/v1/tokens/aaaaaaaaaa/revoke"
    })
    void an_agent_may_change_nothing_that_is_for_people(String method, String path) {
        var body = java.net.http.HttpRequest.BodyPublishers.ofString("{}");
        var answer =
                agent.send(
                        agent.request(path)
                                .header("Content-Type", "application/json")
                                .method(method, body));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void what_is_for_agents_is_refused_to_people_and_strangers() {
        Report report = Runs.changed("web01");

        var toPerson = labd.admin().post("/agent/v1/reports", report);
        var toStranger = labd.anyone().post("/agent/v1/reports", report);

        assertThat(toPerson.status()).isEqualTo(403);
        assertThat(toPerson.problem().detail()).isEqualTo("admin may not use agent/v1/reports");
        assertThat(toStranger.status()).isEqualTo(401);
        assertThat(toStranger.problem().detail())
                .isEqualTo("this needs the client certificate of an agent");
    }

    @Test
    void an_agent_may_not_report_for_another_server() {
        var answer = agent.post("/agent/v1/reports", Runs.changed("web02"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem().detail())
                .isEqualTo("lab://agent/baremetal/lab/web01 may not report for server 'web02'");
    }

    @Test
    void the_common_name_counts_for_nothing() {
        LabdClient calledAdmin = labd.agent("admin");

        assertThat(calledAdmin.get("/api/v1/servers").status()).isEqualTo(403);
        assertThat(calledAdmin.post("/agent/v1/reports", Runs.changed("admin")).status())
                .isEqualTo(204);
    }

    @Test
    void a_certificate_of_another_authority_is_refused_in_the_handshake() {
        var stranger = ForeignAuthority.client("lab://user/admin");
        LabdClient foreign = labd.client(new Identity(stranger.key(), stranger.chain()));

        assertThatThrownBy(() -> foreign.trySend(foreign.request("/healthz").GET()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_revoked_certificate_is_refused_on_an_open_connection() {
        LabdClient revoked = labd.agent("web03");
        assertThat(revoked.post("/agent/v1/reports", Runs.changed("web03")).status())
                .isEqualTo(204);

        labd.admin().delete("/api/v1/servers/web03");

        var answer = revoked.post("/agent/v1/reports", Runs.changed("web03"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem().detail())
                .startsWith("certificate ")
                .endsWith(" has been revoked or was not issued by this labd");
    }
}
