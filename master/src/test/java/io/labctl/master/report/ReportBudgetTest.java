package io.labctl.master.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.name.ServerName;
import io.labctl.master.site.FakeClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReportBudgetTest {
    private static final ServerName WEB = new ServerName("web01");
    private static final int DAILY = 5000;
    private static final long BYTES = 1_000_000;

    private final FakeClock clock = new FakeClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final ReportBudget budget = new ReportBudget(new ReportConfig(DAILY, BYTES), clock);

    @Test
    void a_run_each_minute_never_has_to_wait() {
        for (int minute = 0; minute < 3 * 1440; minute++) {
            assertThat(budget.charge(WEB, BYTES / 1440)).isEmpty();
            clock.advance(Duration.ofMinutes(1));
        }
    }

    @Test
    void a_days_reports_may_come_at_once_and_no_more() {
        for (int report = 0; report < DAILY; report++) {
            assertThat(budget.charge(WEB, 1)).isEmpty();
        }

        assertThat(budget.charge(WEB, 1)).contains(Duration.ofDays(1).dividedBy(DAILY));
    }

    @Test
    void large_reports_use_up_the_bytes_first() {
        assertThat(budget.charge(WEB, BYTES)).isEmpty();

        assertThat(budget.charge(WEB, BYTES / 2)).contains(Duration.ofHours(12));
    }

    @Test
    void who_waits_as_long_as_told_is_taken() {
        budget.charge(WEB, BYTES);
        Duration wait = budget.charge(WEB, BYTES / 4).orElseThrow();

        clock.advance(wait);

        assertThat(budget.charge(WEB, BYTES / 4)).isEmpty();
    }

    @Test
    void one_report_that_is_larger_than_a_days_is_not_kept_waiting_for_ever() {
        assertThat(budget.charge(WEB, 5 * BYTES)).isEmpty();
    }

    @Test
    void one_server_does_not_use_up_what_another_may() {
        budget.charge(WEB, BYTES);

        assertThat(budget.charge(new ServerName("web02"), BYTES)).isEmpty();
    }

    @Test
    void what_was_not_stored_is_given_back() {
        budget.charge(WEB, BYTES);

        budget.giveBack(WEB, BYTES);

        assertThat(budget.charge(WEB, BYTES)).isEmpty();
    }

    @Test
    void a_clock_that_is_set_back_gives_nothing() {
        budget.charge(WEB, BYTES);

        clock.advance(Duration.ofDays(-3));

        assertThat(budget.charge(WEB, BYTES)).contains(Duration.ofDays(1));
    }
}
