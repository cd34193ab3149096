package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.report.RunOutcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GetServersTest extends WithLabd {
    private static final String SERVERS = "GET /api/v1/servers";

    @Test
    void a_table_has_a_row_per_server_and_no_trailing_blanks() {
        labd.answers(SERVERS, Fleet.servers());

        var result = operator.types("get", "servers");

        assertThat(result.lines())
                .containsExactly(
                        "NAME   CLOUD       ENVIRONMENT   ROLE     STATUS           LAST-SEEN  "
                                + " LAST-RUN   CHANGED   FAILED",
                        "web1   baremetal   lab           worker   online           5m         "
                                + " changed    2         0",
                        "web2   baremetal   lab           worker   never-reported   <none>     "
                                + " <none>     <none>    <none>");
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void wide_adds_the_run_the_catalog_the_agent_and_the_labels() {
        labd.answers(SERVERS, Fleet.servers());

        var lines = operator.types("get", "servers", "-o", "wide").lines();

        assertThat(lines.get(0)).endsWith("LABELS");
        assertThat(lines.get(1))
                .contains(Fleet.RUN.toString(), "3a5b3a5b3a5b", "rack=r1,tier=front");
    }

    @Test
    void json_has_the_shape_that_scripts_rely_on() {
        labd.answers(SERVERS, new Items<>(List.of(Fleet.web1(RunOutcome.UNCHANGED))));

        var result = operator.types("get", "servers", "-o", "json");

        assertThat(result.out())
                .isEqualTo(
                        """
                        {
                          "items": [
                            {
                              "name": "web1",
                              "cloud": "baremetal",
                              "environment": "lab",
                              "role": "worker",
                              "labels": {
                                "rack": "r1",
                                "tier": "front"
                              },
                              "status": "online",
                              "lastSeen": "2026-01-31T07:55:00Z",
                              "agentVersion": "0.1.0",
                              "lastRun": {
                                "id": "%2$s",
                                "at": "2026-01-31T07:55:00Z",
                                "outcome": "unchanged",
                                "catalog": "%1$s",
                                "changed": 2,
                                "failed": 0,
                                "wouldChange": 0
                              }
                            }
                          ]
                        }
                        """
                                .formatted(Fleet.HASH, Fleet.RUN));
    }

    @Test
    void yaml_has_the_same_keys_and_quotes_its_strings() {
        labd.answers(SERVERS, new Items<>(List.of(Fleet.fresh("web2"))));

        var result = operator.types("get", "servers", "-o", "yaml");

        assertThat(result.out())
                .isEqualTo(
                        """
                        items:
                        - name: "web2"
                          cloud: "baremetal"
                          environment: "lab"
                          role: "worker"
                          labels: {}
                          status: "never-reported"
                        """);
    }

    @Test
    void names_can_be_given_to_other_commands_as_they_are() {
        labd.answers(SERVERS, Fleet.servers());

        var result = operator.types("get", "servers", "-o", "name");

        assertThat(result.lines()).containsExactly("server/web1", "server/web2");
    }

    @Test
    void filters_are_labds_work() {
        labd.answers(SERVERS, new Items<>(List.of()));

        operator.types(
                "get", "srv", "--env", "lab", "--cloud", "aws", "-l", "a=b,c=d", "--label",
                "e=f:1");

        assertThat(labd.requests())
                .startsWith(
                        "GET /api/v1/servers?env=lab&cloud=aws&label=a%3Db&label=c%3Dd&label=e%3Df%3A1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "name"})
    void an_empty_listing_is_said_on_stderr_so_that_stdout_holds_data_only(String format) {
        labd.answers(SERVERS, new Items<>(List.of()));

        var result = operator.types("get", "servers", "-o", format);

        assertThat(result).isEqualTo(new Operator.Result(0, "", "no servers found\n"));
    }

    @Test
    void an_empty_document_is_a_list_without_items() {
        labd.answers(SERVERS, new Items<>(List.of()));

        var result = operator.types("get", "servers", "-o", "json");

        assertThat(result)
                .isEqualTo(new Operator.Result(0, "{\n  \"items\": []\n}\n", "no servers found\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cloud baremetall | no servers match; none is in cloud 'baremetall', did you mean"
                        + " 'baremetal'?",
                "--env lap | no servers match; none is in environment 'lap', did you mean 'lab'?",
                "--cloud aws --env lap | no servers match; none is in cloud 'aws'; none is in"
                        + " environment 'lap', did you mean 'lab'?",
                "--cloud baremetal -l rack=r9 | no servers match",
                "-l role=wroker | no servers match; none has role 'wroker', did you mean 'worker'?",
                "--cloud baremetal -l teir=front | no servers match; none has a label 'teir', did"
                        + " you mean 'tier'?",
                "web1 -l rack=r9 | no servers match"
            })
    void a_filter_that_nothing_fits_names_the_word_that_is_likely_misspelt(
            String filter, String sentence) {
        labd.answers(SERVERS, new Items<>(List.of())).answers(SERVERS, Fleet.servers());

        var result = operator.types(("get servers " + filter).split(" "));

        assertThat(result).isEqualTo(new Operator.Result(0, "", sentence + "\n"));
    }

    @Test
    void one_server_can_be_picked_by_name_in_either_spelling() {
        labd.answers(SERVERS, Fleet.servers());

        var slash = operator.types("get", "server/web2", "-o", "name");
        var blank = operator.types("get", "server", "web2", "-o", "name");

        assertThat(slash.out()).isEqualTo("server/web2\n").isEqualTo(blank.out());
    }

    @Test
    void servers_can_be_named_as_the_listing_by_name_prints_them() {
        labd.answers(SERVERS, Fleet.servers());

        var result = operator.types("get", "servers", "-o", "name", "server/web1", "server/web2");

        assertThat(result.lines()).containsExactly("server/web1", "server/web2");
    }

    @Test
    void all_names_that_no_server_has_are_told_at_once() {
        labd.answers(SERVERS, Fleet.servers());

        var result = operator.types("get", "servers", "web9", "web1", "db");

        assertThat(result.err())
                .contains("no server 'web9', did you mean 'web1'?", "no server 'db'");
        assertThat(result.exit()).isEqualTo(3);
    }

    @Test
    void a_name_that_breaks_the_rules_is_no_word_too_many() {
        var result = operator.types("get", "servers", "WEB1");

        assertThat(result.err()).contains("'WEB1'").doesNotContain("too many");
        assertThat(result.exit()).isEqualTo(2);
    }

    @Test
    void a_misspelt_name_suggests_the_nearest() {
        labd.answers(SERVERS, Fleet.servers());

        var result = operator.types("get", "server/wbe1");

        assertThat(result.err()).isEqualTo("labctl: no server 'wbe1', did you mean 'web1'?\n");
        assertThat(result.exit()).isEqualTo(3);
    }

    @Test
    void watching_prints_changed_and_new_rows_but_not_every_sign_of_life() {
        labd.answers(SERVERS, Fleet.servers())
                .answers(SERVERS, Fleet.servers())
                .answers(
                        SERVERS,
                        new Items<>(
                                List.of(
                                        Fleet.web1(RunOutcome.FAILED),
                                        Fleet.fresh("web2"),
                                        Fleet.fresh("web3"))))
                .answers(SERVERS, new Items<>(List.of(Fleet.web1(RunOutcome.FAILED))));
        var looks = new AtomicInteger();

        var result =
                operator.pausing(() -> looks.incrementAndGet() <= 3)
                        .types("get", "servers", "-w", "-o", "name");

        assertThat(result.lines())
                .containsExactly("server/web1", "server/web2", "server/web1", "server/web3");
        assertThat(result.err()).isEqualTo("server/web2 is gone\nserver/web3 is gone\n");
    }

    @Test
    void watching_keeps_the_columns_of_the_first_look() {
        labd.answers(SERVERS, Fleet.servers())
                .answers(
                        SERVERS,
                        new Items<>(List.of(Fleet.web1(RunOutcome.FAILED), Fleet.fresh("web2"))));
        var looks = new AtomicInteger();

        var result =
                operator.pausing(() -> looks.incrementAndGet() <= 1).types("get", "servers", "-w");

        assertThat(result.lines().get(3))
                .isEqualTo(
                        "web1   baremetal   lab           worker   online           5m         "
                                + " failed     2         0");
    }

    @Test
    void watching_waits_for_a_labd_that_is_away_and_says_so_once() {
        labd.answers(SERVERS, Fleet.servers())
                .refuses(SERVERS, 503, "unavailable", "database is away")
                .refuses(SERVERS, 503, "unavailable", "database is away")
                .answers(
                        SERVERS,
                        new Items<>(
                                List.of(Fleet.web1(RunOutcome.CORRECTED), Fleet.fresh("web2"))));
        var looks = new AtomicInteger();

        var result =
                operator.pausing(() -> looks.incrementAndGet() <= 3)
                        .types("get", "servers", "-w", "-o", "name");

        assertThat(result.lines()).endsWith("server/web1").hasSize(3);
        assertThat(result.err()).isEqualTo("labctl: database is away; still trying\n");
    }

    @Test
    void escape_sequences_from_outside_do_not_reach_the_terminal() {
        String evil =
                "{\"items\":[%s]}"
                        .formatted(
                                io.labctl.catalog.wire.WireJson.mapper()
                                        .writeValueAsString(Fleet.web1(RunOutcome.CHANGED))
                                        .replace("r1", "\\u001b[2J"));
        labd.answers(SERVERS, 200, "application/json", evil);

        var result = operator.types("get", "servers", "-o", "wide");

        assertThat(result.out()).contains("rack=\\u001b[2J").doesNotContain("\u001b");
    }
}
