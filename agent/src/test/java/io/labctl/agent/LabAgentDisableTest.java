package io.labctl.agent;

import static io.labctl.agent.OneAgent.CATALOG;
import static io.labctl.agent.OneAgent.GOOD;
import static io.labctl.agent.OneAgent.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** While a person lets no run be made. */
@Timeout(60)
class LabAgentDisableTest {
    private static final String SINCE = "since 2026-01-02T03:04:05Z by ada: database moves";

    @RegisterExtension static final OneAgent agent = new OneAgent();

    @Test
    void a_disabled_agent_makes_no_run_and_says_why() throws Exception {
        agent.enrolled();
        disable("database moves");
        assertThat(agent.out()).isEqualTo("runs are disabled: " + SINCE + "\n");

        assertThat(agent.labAgent("run", "--once")).isEqualTo(1);

        assertThat(agent.err())
                .isEqualTo(
                        "lab-agent: runs are disabled: %s; 'lab-agent enable' lets them be made again\n"
                                .formatted(SINCE));
        assertThat(agent.labAgent("run", "--once", "--detailed-exitcodes")).isEqualTo(1);
        assertThat(agent.labAgent("run", "--once", "--noop")).isEqualTo(1);
        assertThat(agent.applied()).isEmpty();
        assertThat(agent.labd().requests(CATALOG)).isEmpty();
        assertThat(agent.labd().requests(REPORTS)).isEmpty();
    }

    @Test
    void an_enabled_one_runs_again() throws Exception {
        agent.enrolled();
        agent.labd().answers(CATALOG, Answer.catalog(GOOD));
        disable("database moves");

        assertThat(agent.labAgent("enable")).isZero();
        assertThat(agent.out()).isEqualTo("runs are enabled\n");

        assertThat(agent.labAgent("run", "--once")).isZero();
        assertThat(agent.applied()).hasSize(1);
        assertThat(agent.labAgent("enable")).isZero();
        assertThat(agent.out()).isEqualTo("runs were not disabled\n");
    }

    @Test
    void a_reason_needs_no_quotes() throws Exception {
        agent.standsStillAt(Instant.parse("2026-01-02T03:04:05Z"));

        assertThat(agent.labAgent("disable", "database", "moves", "to", "another  disk")).isZero();

        assertThat(agent.out()).isEqualTo("runs are disabled: " + SINCE + " to another  disk\n");
    }

    @Test
    void the_last_word_counts() throws Exception {
        disable("database moves");
        disable("kernel is tested");

        agent.labAgent("status");

        assertThat(agent.out())
                .contains("Disabled  since 2026-01-02T03:04:05Z by ada: kernel is tested\n");
    }

    @Test
    void the_status_tells_programs_too() throws Exception {
        disable("database moves");

        agent.labAgent("status", "-o", "json");

        assertThat(WireJson.mapper().readTree(agent.out()).get("disabled").toString())
                .isEqualTo(
                        "{\"reason\":\"database moves\",\"by\":\"ada\",\"at\":\"2026-01-02T03:04:05Z\"}");
    }

    @Test
    void in_doubt_no_run_is_made() throws Exception {
        agent.enrolled();
        disable("database moves");
        Files.writeString(file(), "{");

        assertThat(agent.labAgent("run", "--once")).isEqualTo(1);
        assertThat(agent.err())
                .contains("runs are disabled: the reason is not known: '" + file() + "'");
        assertThat(agent.labAgent("enable")).isZero();
        assertThat(agent.out()).isEqualTo("runs are enabled\n");
    }

    @Test
    void a_reason_of_two_lines_is_told_in_one() throws Exception {
        agent.enrolled();
        disable("database\nLast run  never\u001b[2J");

        agent.labAgent("status");

        assertThat(agent.out()).contains("by ada: database\\u000aLast run  never\\u001b[2J\n");
        agent.labAgent("run", "--once");
        assertThat(agent.err().lines()).hasSize(1);
    }

    @Test
    void a_reason_has_to_be_given() {
        assertThat(agent.labAgent("disable")).isEqualTo(2);
        assertThat(agent.labAgent("disable", " ")).isEqualTo(2);
        assertThat(agent.err()).contains("the reason is empty");
        assertThat(file()).doesNotExist();
    }

    @Test
    void what_cannot_be_stored_is_told_in_a_sentence() throws IOException {
        Files.writeString(agent.folder().resolve("state"), "in the way\n");

        assertThat(agent.labAgent("disable", "database moves")).isEqualTo(1);

        assertThat(agent.err().lines()).hasSize(1);
    }

    private static void disable(String reason) {
        agent.standsStillAt(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(agent.labAgent("disable", reason)).isZero();
    }

    private static Path file() {
        return agent.folder().resolve("state/disabled.json");
    }
}
