package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.report.Report;
import io.labctl.master.report.ReportConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of an agent that reports without end. */
@Tag("database")
class ReportBudgetIT {
    @RegisterExtension
    static final RunningLabd labd = new RunningLabd(new ReportConfig(2, 1 << 20));

    @Test
    void a_server_that_reports_too_much_is_told_when_to_come_again() {
        LabdClient mad = labd.agent("mad01");
        Report known = Runs.changed("mad01");
        mad.post("/agent/v1/reports", known);
        mad.post("/agent/v1/reports", known);
        mad.post("/agent/v1/reports", Runs.changed("mad01"));

        var answer = mad.post("/agent/v1/reports", Runs.changed("mad01"));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.problem().type()).isEqualTo(Problem.TOO_MANY);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
                .isBetween(43_000L, 43_200L);
        assertThat(mad.post("/agent/v1/reports", known).status())
                .as("it has this one")
                .isEqualTo(204);
        assertThat(labd.admin().get("/api/v1/reports?server=mad01").tree().get("items")).hasSize(2);
        assertThat(labd.agent("calm01").post("/agent/v1/reports", Runs.changed("calm01")).status())
                .isEqualTo(204);
    }
}
