package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.Items;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReportsTest extends WithLabd {
    private static final String REPORTS = "GET /api/v1/reports";
    private static final String NEWEST = "GET /api/v1/servers/web1/report";

    @Test
    void runs_are_listed_with_what_they_changed() {
        labd.answers(REPORTS, new Items<>(List.of(Fleet.summary())));

        var result = operator.types("get", "reports");

        assertThat(result.lines())
                .containsExactly(
                        "NAME                                   SERVER   AGE   OUTCOME     CHANGED "
                                + "  CORRECTED   FAILED   WOULD-CHANGE",
                        Fleet.RUN
                                + "   web1     2h    corrected   1         2           0        0");
    }

    @Test
    void a_run_from_before_labd_counted_what_would_change_has_no_such_figure() {
        labd.answers(
                REPORTS,
                200,
                "application/json",
                """
                {"items":[{"id":"%s","server":"web1","outcome":"noop",
                 "startedAt":"2026-01-31T06:00:00Z","durationMs":1240,"total":7,"changed":0,
                 "corrected":0,"failed":0,"skipped":0}]}
                """
                        .formatted(Fleet.RUN));

        assertThat(operator.types("get", "reports").lines().getLast()).endsWith("<none>");
    }

    @Test
    void filters_are_labds_work_and_a_span_becomes_a_moment() {
        labd.answers(REPORTS, new Items<>(List.of()));

        operator.types(
                "get",
                "reports",
                "--server",
                "web1",
                "--outcome",
                "compile-failed",
                "--since",
                "90m",
                "--limit",
                "5");

        assertThat(labd.requests())
                .startsWith(
                        "GET /api/v1/reports?server=web1&outcome=compile-failed&since=2026-01-31T06%3A30%3A00Z&limit=5");
    }

    @Test
    void no_runs_of_a_known_server_are_an_empty_list() {
        labd.answers(REPORTS, new Items<>(List.of()))
                .answers("GET /api/v1/servers/web2", OneServerTest.detail());

        var result = operator.types("get", "reports", "--server", "web2", "-o", "name");

        assertThat(result).isEqualTo(new Operator.Result(0, "", "no reports found\n"));
    }

    @Test
    void runs_of_a_server_that_is_gone_are_listed_nevertheless() {
        labd.answers(REPORTS, new Items<>(List.of(Fleet.summary())));

        var result = operator.types("get", "reports", "--server", "web1", "-o", "name");

        assertThat(result)
                .isEqualTo(new Operator.Result(0, "report/%s\n".formatted(Fleet.RUN), ""));
    }

    @Test
    void an_unknown_server_is_told_with_the_nearest_name() {
        labd.answers(REPORTS, new Items<>(List.of()))
                .answers("GET /api/v1/servers", Fleet.servers());

        var result = operator.types("get", "reports", "--server", "wbe1");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                3, "", "labctl: no server 'wbe1', did you mean 'web1'?\n"));
    }

    @Test
    void a_run_is_told_as_its_agent_told_it() {
        labd.answers(NEWEST, Fleet.report());

        var result = operator.types("report", "server/web1");

        assertThat(result.out())
                .isEqualTo(
                        """
                        Info: run %s of server/web1, started 2026-01-31T08:00:00Z
                        Info: catalog %s
                        Warning: no catalog from labd: it did not answer
                        Notice: applying the cached catalog %s
                        Notice: file[/etc/motd]: content changed (corrective)
                            --- /etc/motd
                            +++ /etc/motd
                            @@ -1 +1 @@
                            -\\u001b[31mhacked
                            +welcome
                        Notice: file[/etc/motd]: mode changed '0600' to '0644' (corrective)
                        Error: service[chrony]: unit chrony.service not found
                        Warning: check[clock] skipped: service[chrony] failed
                        Error: Applied catalog (failed) in 1.24 seconds: 1 unchanged, 1 corrected, 1 failed, 1 skipped
                        """
                                .formatted(Fleet.RUN, Fleet.HASH, Fleet.HASH));
    }

    @Test
    void what_a_no_op_run_would_change_before_it_fails_is_not_told_as_changed() {
        labd.answers(NEWEST, Fleet.rehearsal())
                .answers(REPORTS, new Items<>(List.of()))
                .answers("GET /api/v1/reports/" + Fleet.RUN, Fleet.rehearsal());

        var told = operator.types("report", "server/web1");
        var listed = operator.types("get", "report/" + Fleet.RUN);

        assertThat(told.lines())
                .endsWith(
                        "Notice: group[ops]: members changed 'eve' to 'ada,eve' (no-op)",
                        "Error: group[ops]: no user 'ghost' on this machine",
                        "Error: Applied catalog (failed) in 1.24 seconds: 0 unchanged, 1 failed");
        assertThat(listed.lines().getLast()).endsWith("failed    0         0           1        0");
    }

    @Test
    void colours_are_for_terminals_only() {
        labd.answers(NEWEST, Fleet.report());

        var piped = operator.types("report", "server/web1");
        var shown = operator.onAColourTerminal().types("report", "server/web1");

        assertThat(piped.out()).doesNotContain("\u001b");
        assertThat(shown.out()).contains("\u001b[32m    +welcome\u001b[0m");
    }

    @Test
    void a_run_is_found_by_its_id_as_listings_print_it() {
        labd.answers("GET /api/v1/reports/" + Fleet.RUN, Fleet.report());

        var bare = operator.types("report", Fleet.RUN.toString());
        var named = operator.types("report", "report/" + Fleet.RUN);

        assertThat(bare.out()).isNotEmpty().isEqualTo(named.out());
    }

    @Test
    void a_run_is_listed_by_its_name_alone() {
        labd.answers(REPORTS, new Items<>(List.of()))
                .answers("GET /api/v1/reports/" + Fleet.RUN, Fleet.report());

        var named = operator.types("get", "report/" + Fleet.RUN);
        var bare = operator.types("get", "reports", Fleet.RUN.toString());

        assertThat(named.lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith(Fleet.RUN + "   web1     0s    failed");
        assertThat(bare).isEqualTo(named);
    }

    @Test
    void a_run_that_labd_lists_has_the_same_row_by_its_name() {
        labd.answers(REPORTS, new Items<>(List.of(Fleet.summary())));

        var named = operator.types("get", "report/" + Fleet.RUN);

        assertThat(named.out()).isEqualTo(operator.types("get", "reports").out());
    }

    @Test
    void runs_that_are_missing_do_not_lose_the_others() {
        var first = new UUID(1, 1);
        var second = new UUID(2, 2);
        labd.answers(REPORTS, new Items<>(List.of(Fleet.summary())))
                .refuses("GET /api/v1/reports/" + first, 404, "not-found", "no report 1")
                .refuses("GET /api/v1/reports/" + second, 404, "not-found", "no report 2");

        var result =
                operator.types(
                        "get",
                        "reports",
                        first.toString(),
                        Fleet.RUN.toString(),
                        second.toString(),
                        "-o",
                        "name");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                3,
                                "report/%s\n".formatted(Fleet.RUN),
                                "labctl: no report 1\n  no report 2\n"));
    }

    @Test
    void what_is_no_run_or_chosen_twice_is_refused() {
        var word = operator.types("get", "reports", "web1");
        var twice = operator.types("get", "report/" + Fleet.RUN, "--limit", "1");

        assertThat(word.err()).isEqualTo("labctl: 'web1' is not a run's id (a UUID)\n");
        assertThat(twice.err())
                .isEqualTo("labctl: give either runs or what to choose them by, not both\n");
        assertThat(twice.exit()).isEqualTo(2);
    }

    @Test
    void json_has_the_shape_that_scripts_rely_on() {
        labd.answers(NEWEST, Fleet.report());

        var json = operator.types("report", "server/web1", "-o", "json").out();

        assertThat(json)
                .startsWith(
                        """
                        {
                          "id": "%s",
                          "server": "web1",
                          "outcome": "failed",
                          "catalog": "%s",
                          "startedAt": "2026-01-31T08:00:00Z",
                          "durationMs": 1240,
                        """
                                .formatted(Fleet.RUN, Fleet.HASH))
                .contains(
                        """
                              "id": "file[/etc/motd]",
                              "outcome": "corrected",
                              "durationMs": 10,
                              "changes": [
                        """)
                .contains("\"property\": \"mode\"", "\"from\": \"0600\"", "\"to\": \"0644\"")
                .contains("\"diff\": ")
                .contains("\"reason\": \"unit chrony.service not found\"");
    }
}
