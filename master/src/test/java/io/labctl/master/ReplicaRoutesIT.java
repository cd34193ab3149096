package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.session.Frame;
import io.labctl.master.ca.AuthorityKey;
import io.labctl.master.ca.CaConfig;
import io.labctl.master.ca.CertificateAuthority;
import io.labctl.master.ca.CertificateKeys;
import io.labctl.master.ca.CertificateRepository;
import io.labctl.master.ca.Profile;
import io.labctl.master.database.TestPostgres;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What labds say to each other nobody else may, and they nothing else. */
@Tag("database")
@Timeout(120)
class ReplicaRoutesIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    private static final String SESSION = "/replica/v1/sessions/" + new UUID(0, 1);

    @Test
    void a_labd_may_use_them() {
        LabdClient replica = labd.client(replica());

        assertThat(replica.send(meant(replica, SESSION, id()).DELETE()).status()).isEqualTo(204);
        assertThat(replica.send(meant(replica, SESSION + "/input", id())).status())
                .as("it has to say for whom")
                .isEqualTo(400);
        assertThat(input(replica, "lab://agent/baremetal/lab/web01").status()).isEqualTo(404);
        assertThat(input(replica, "lab://user/admin").status()).isEqualTo(400);
        assertThat(input(replica, "lab://labd").status()).isEqualTo(400);
    }

    @Test
    void only_the_labd_that_is_meant_answers() {
        LabdClient replica = labd.client(replica());
        String earlier = new UUID(0, 2).toString();

        assertThat(replica.delete(SESSION).status()).as("it has to be said").isEqualTo(400);
        assertThat(replica.send(meant(replica, SESSION, earlier).DELETE()).status()).isEqualTo(503);
        for (String row : List.of("input", "output")) {
            LabdClient.Answer answer =
                    replica.send(
                            forAgent(meant(replica, SESSION + "/" + row, earlier))
                                    .method(
                                            row.equals("input") ? "GET" : "POST",
                                            BodyPublishers.noBody()));
            assertThat(answer.status()).as(row).isEqualTo(503);
            assertThat(answer.problem().detail()).startsWith("this is another labd than the one");
        }
    }

    @Test
    void an_agent_and_a_person_may_not_whatever_they_say() {
        for (LabdClient each : List.of(labd.admin(), labd.agent("web01"))) {
            assertThat(each.delete(SESSION).status()).isEqualTo(403);
            assertThat(input(each, "lab://agent/baremetal/lab/web02").status()).isEqualTo(403);
        }
        assertThat(labd.anyone().delete(SESSION).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/servers",
                "/api/v1/sessions",
                "/agent/v1/work?wait=1s",
                "/agent/v1/sessions/00000000-0000-0000-0000-000000000001/input"
            })
    void a_labd_is_neither_a_person_nor_an_agent(String path) {
        LabdClient.Answer answer = labd.client(replica()).get(path);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem().detail()).startsWith("labd may not use ");
    }

    @Test
    void who_says_for_whom_he_asks_is_himself_all_the_same() {
        LabdClient agent = labd.agent("web03");

        var answer =
                agent.send(
                        agent.request("/api/v1/servers")
                                .header("Lab-Identity", "lab://user/admin")
                                .header("Lab-Certificate", "0a"));

        assertThat(answer.status()).isEqualTo(403);
    }

    private static LabdClient.Answer input(LabdClient who, String identity) {
        return who.send(
                meant(who, SESSION + "/input", id())
                        .header("Lab-Identity", identity)
                        .header("Lab-Certificate", "0a"));
    }

    private static HttpRequest.Builder forAgent(HttpRequest.Builder request) {
        return request.header("Content-Type", Frame.MEDIA_TYPE)
                .header("Lab-Turn", "1")
                .header("Lab-Identity", "lab://agent/baremetal/lab/web01")
                .header("Lab-Certificate", "0a");
    }

    private static HttpRequest.Builder meant(LabdClient who, String path, String labd) {
        return who.request(path).header("Lab-Replica", labd);
    }

    /** Which labd it is, as it writes down. */
    private static String id() {
        return await().ignoreExceptions()
                .until(
                        () ->
                                database()
                                        .withHandle(
                                                db ->
                                                        db.createQuery("SELECT id FROM replica")
                                                                .mapTo(String.class)
                                                                .one()),
                        Objects::nonNull);
    }

    private static Jdbi database() {
        return Jdbi.create(() -> TestPostgres.connect(labd.database()));
    }

    /** As a labd makes its own. */
    private static Identity replica() {
        var lifetime = Duration.ofDays(1);
        CertificateAuthority authority =
                AuthorityKey.open(
                        new CaConfig(
                                labd.data().resolve("ca.key"), null, lifetime, lifetime, lifetime),
                        database(),
                        new CertificateRepository(),
                        Clock.systemUTC(),
                        new SecureRandom());
        KeyPair keys = CertificateKeys.generate(new SecureRandom());
        return new Identity(
                keys.getPrivate(),
                authority.issue(
                        authority.template(
                                Profile.SERVER,
                                Profile.SERVER_IDENTITY,
                                "labd",
                                List.of("localhost"),
                                keys.getPublic(),
                                lifetime)));
    }
}
