package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.VersionView;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the doctor finds on labd's side. */
class DoctorOfLabdTest extends WithLabd {
    @BeforeEach
    void answering() {
        labd.answers("GET /api/v1/version", new VersionView("0.1.0"));
        operator.at(Clock.systemUTC());
    }

    @Test
    void a_labd_that_is_away_ends_the_list_there() {
        labd.close();

        var result = operator.calling("./labctl").types("doctor");

        assertThat(result.lines().getLast())
                .startsWith("fail  connectivity    labd at https://localhost")
                .contains("'./labctl config use-context NAME'");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void a_labd_that_does_not_know_us_is_an_authentication_failure() {
        labd.refuses("GET /api/v1/reports", 403, "denied", "'ann' may not read reports");

        var result = operator.types("doctor");

        assertThat(result.lines().getLast())
                .isEqualTo("fail  authentication  'ann' may not read reports");
    }

    @Test
    void each_fault_of_the_site_is_a_line_of_its_own() {
        knowingUs()
                .answers(
                        "GET /health/detailed",
                        HealthAnswers.site("data/role: stray\nsite.yml: other"));

        var result = operator.types("doctor");

        assertThat(result.lines())
                .containsSubsequence(
                        "fail  site            data/role: stray",
                        "fail  site            site.yml: other");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void a_labd_that_is_not_well_says_why() {
        knowingUs()
                .answers(
                        "GET /health/detailed",
                        503,
                        "application/json",
                        "{\"status\":\"unavailable\",\"database\":\"the disk is full\"}");

        var result = operator.types("doctor");

        assertThat(result.lines()).endsWith("fail  database        the disk is full");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void servers_whose_newest_run_failed_are_counted_with_the_command_that_names_them() {
        knowingUs().answers("GET /health/detailed", HealthAnswers.failed(1, 2));

        var result = operator.calling("./labctl").types("doctor");

        assertThat(result.lines())
                .endsWith(
                        "warn  servers         2 of 5 had a catalog that did not compile at the newest run, see './labctl get servers'",
                        "warn  servers         1 of 5 failed at the newest run, see './labctl get servers'");
        assertThat(result.exit()).isZero();
    }

    @Test
    void an_older_labd_that_does_not_count_its_servers_is_asked_no_more() {
        knowingUs().answers("GET /health/detailed", HealthAnswers.uncounted());

        var result = operator.types("doctor");

        assertThat(result.lines().getLast()).startsWith("ok    site ");
        assertThat(labd.requests()).hasSize(3);
    }

    private FakeLabd knowingUs() {
        return labd.answers("GET /api/v1/reports", new Items<>(List.of()));
    }
}
