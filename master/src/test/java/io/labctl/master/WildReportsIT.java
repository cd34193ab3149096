package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports that no agent sends and questions that nobody should ask. */
@Tag("database")
class WildReportsIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    private static LabdClient agent;

    @BeforeAll
    static void anAgentJoins() {
        agent = labd.agent("web01");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=0 | limit '0' is not a number from 1 to 1000",
                "limit=1001 | limit '1001' is not a number from 1 to 1000",
                "limit=many | limit 'many' is not a number from 1 to 1000",
                "limit=99999999999 | limit '99999999999' is not a number from 1 to 1000",
                "since=today | since 'today' is not a moment such as 2026-05-01T12:00:00Z",
                "server=%00 | server name '\\u0000' is not made of plain DNS labels (a-z, 0-9,"
                        + " inner hyphens, joined by dots)"
            })
    void a_bad_question_is_told_what_is_wrong(String query, String sentence) {
        var answer = labd.admin().get("/api/v1/reports?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().detail()).isEqualTo(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env=%00",
                "cloud=%00",
                "env=UPPER",
                "label=%00=%00",
                "label=x",
                "cloud=%f0%9f%98%80"
            })
    void a_strange_question_about_servers_breaks_nothing(String query) {
        assertThat(labd.admin().get("/api/v1/servers?" + query).status()).isIn(200, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{",
                "1e999",
                "\"x\"",
                "{\"id\":null}",
                "{\"id\":\"x\"}",
                "{\"id\":\"00000000-0000-0000-0000-000000000009\",\"server\":null}",
                "{\"resources\":[null]}",
                "{\"logs\":[null]}",
                "{\"facts\":{\"a\":null}}",
                "{\"startedAt\":1e400}",
                "{\"startedAt\":1e1000000000}",
                "{\"startedAt\":\"yesterday\"}",
                "{\"durationMs\":1e99}",
                "{\"durationMs\":\"x\"}",
                "{\"outcome\":\"unchagned\"}"
            })
    void a_broken_report_is_refused(String body) {
        var answer = agent.postBytes("/agent/v1/reports", body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().detail())
                .startsWith("request body")
                .doesNotContain("io.labctl", "java.");
    }

    @ParameterizedTest
    @CsvSource({
        "startedAt, \"+1000000000-12-31T23:59:59Z\"",
        "startedAt, \"-1000000000-01-01T00:00:00Z\"",
        "startedAt, 1e18",
        "startedAt, 0.000000001",
        "durationMs, -1",
        "durationMs, 9223372036854775807",
        "catalog, \"\\u0000\"",
        "catalog, \"short\"",
        "agentVersion, \"\\u0000\"",
        "agentVersion, \"\\ud800\"",
        "logs, '[{\"level\":\"notice\",\"message\":\"\\u0000\"}]'",
        "facts, {\"\\u0000\":\"\\u0000\"}"
    })
    void a_report_with_a_wild_value_is_taken_or_refused_and_breaks_nothing(
            String field, String value) {
        assertThat(reported(field, value).status()).isIn(204, 400);
        assertThat(labd.admin().get("/api/v1/servers").status()).isEqualTo(200);
        assertThat(labd.admin().get("/api/v1/reports?server=web01").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\"",
                "{\"message\":\"x\"}",
                "{\"level\":\"notice\"}",
                "{\"level\":\"shout\",\"message\":\"x\"}"
            })
    void a_note_of_a_run_has_a_level_and_a_message(String note) {
        assertThat(reported("logs", "[%s]".formatted(note)).problem().detail()).contains("logs[0]");
        assertThat(reported("logs", "[{\"level\":\"notice\",\"message\":\"x\"}]").status())
                .isEqualTo(204);
    }

    private LabdClient.Answer reported(String field, String value) {
        byte[] body =
                """
                {"id":"%s","server":"web01","outcome":"changed","startedAt":"2026-05-01T12:00:00Z","durationMs":1,
                 "noop":false,"agentVersion":"0","resources":[],"logs":[],"facts":{},"%s":%s}
                """
                        .formatted(UUID.randomUUID(), field, value)
                        .getBytes(StandardCharsets.UTF_8);
        return agent.postBytes("/agent/v1/reports", body);
    }
}
