package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.master.database.TestPostgres;
import io.labctl.master.site.FakeClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What labd says when something is wrong around it. */
@Tag("database")
class TroubleIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    @Test
    void an_unexpected_error_shows_an_id_and_nothing_of_the_inside() throws Exception {
        LabdClient agent = labd.agent("broken01");
        agent.post("/agent/v1/reports", report("broken01", Instant.now()));
        try (var db = TestPostgres.connect(labd.database());
                var damage = db.createStatement()) {
            damage.execute("UPDATE server SET facts = 'damaged' WHERE name = 'broken01'");
        }

        var answer = labd.admin().get("/api/v1/servers/broken01/facts");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.problem().type()).isEqualTo("urn:labctl:problem:internal");
        assertThat(answer.problem().detail())
                .matches("labd met an unexpected error; its log tells more under [0-9a-f]+");
        assertThat(answer.text()).doesNotContain("Exception", "java", "damaged", "io.labctl");
    }

    @Test
    void while_the_database_is_lost_callers_are_told_to_come_back_and_afterwards_all_is_well() {
        LabdClient agent = labd.agent("lost01");
        Report report = report("lost01", Instant.now());
        TestPostgres.running().shut(labd.database());
        try {
            var refused =
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(60))
                            .until(
                                    () -> agent.post("/agent/v1/reports", report),
                                    answer -> answer.status() == 503);

            assertThat(refused.problem().type()).isEqualTo("urn:labctl:problem:unavailable");
            assertThat(refused.problem().detail())
                    .isEqualTo("the database does not answer; try again later");
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 30L);
            assertThat(labd.anyone().get("/health/live").status()).isEqualTo(200);
            assertThat(labd.anyone().get("/health/ready").status()).isEqualTo(503);
        } finally {
            TestPostgres.running().open(labd.database());
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> agent.post("/agent/v1/reports", report).status() == 204);
        assertThat(labd.admin().get("/api/v1/reports/" + report.id()).status()).isEqualTo(200);
    }

    @Test
    void a_certificate_that_expires_is_refused_on_its_open_connection() {
        var clock = new FakeClock(Clock.systemUTC().instant());
        try (var own = new RunningLabd(clock).start()) {
            LabdClient agent = own.agent("expired01");
            assertThat(
                            agent.post("/agent/v1/reports", report("expired01", clock.instant()))
                                    .status())
                    .isEqualTo(204);
            clock.advance(Duration.ofDays(366));

            var answer = agent.post("/agent/v1/reports", report("expired01", clock.instant()));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.problem().detail()).matches("certificate [0-9a-f]+ expired at .*Z");
        }
    }

    /** The second moment exists twice on Berlin's clocks, the third not at all on Apia's day. */
    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Apia", "Europe/Berlin", "America/St_Johns"})
    void moments_are_the_same_wherever_labd_runs(String zone) throws Exception {
        TimeZone usual = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try (var abroad = new RunningLabd().start()) {
            LabdClient agent = abroad.agent("abroad01");
            for (String moment :
                    List.of(
                            "2025-03-30T01:30:00Z",
                            "2025-10-26T00:30:00Z",
                            "2025-10-26T01:30:00Z",
                            "2011-12-30T12:00:00Z")) {
                Report report = report("abroad01", Instant.parse(moment));
                assertThat(agent.post("/agent/v1/reports", report).status()).isEqualTo(204);

                assertThat(onRecord(abroad, report.id(), moment)).isTrue();
            }
            assertThat(arrived(abroad, Instant.now().minusSeconds(300))).isEqualTo(4);
            assertThat(arrived(abroad, Instant.now().plusSeconds(300))).isZero();
            var server = abroad.admin().get("/api/v1/servers/abroad01").tree();
            assertThat(server.at("/server/lastRun/at").asString())
                    .as("of the last to come")
                    .isEqualTo("2011-12-30T12:00:00Z");
            assertThat(Instant.parse(server.at("/enrolledAt").asString()))
                    .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(1));
        } finally {
            TimeZone.setDefault(usual);
        }
    }

    private static int arrived(RunningLabd labd, Instant since) {
        return labd.admin()
                .get("/api/v1/reports?server=abroad01&since=" + since)
                .tree()
                .get("items")
                .size();
    }

    private static boolean onRecord(RunningLabd labd, UUID id, String moment) throws Exception {
        try (var db = TestPostgres.connect(labd.database());
                var query =
                        db.prepareStatement(
                                "SELECT 1 FROM report WHERE id = ? AND started_at = CAST(? AS TIMESTAMPTZ)")) {
            query.setObject(1, id);
            query.setString(2, moment);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static Report report(String server, Instant at) {
        return new Report(
                UUID.randomUUID(),
                new ServerName(server),
                RunOutcome.CHANGED,
                null,
                at,
                5,
                false,
                "0.1.0",
                List.of(),
                List.of(),
                new Facts(Map.of("a", "b")));
    }
}
