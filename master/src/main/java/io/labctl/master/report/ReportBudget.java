package io.labctl.master.report;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.labctl.catalog.name.ServerName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much each server may report, so that one whose agent is mad or stolen cannot fill the
 * database. A spool that comes at once after a long outage is taken at once. Kept in memory, by
 * each replica of labd for itself.
 */
public final class ReportBudget {
    private static final Logger LOG = LoggerFactory.getLogger(ReportBudget.class);
    private static final int LARGEST = 200_000;

    private final ReportConfig config;
    private final Clock clock;
    private final Cache<ServerName, Account> accounts =
            Caffeine.newBuilder().maximumSize(LARGEST).build();

    public ReportBudget(ReportConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * Charges one report to a server.
     *
     * @return how long it has to wait when it has used up what it may; then nothing is charged
     */
    Optional<Duration> charge(ServerName server, long bytes) {
        return accounts.get(server, Account::new).charge(bytes);
    }

    /** Of a report that was not stored after all. */
    void giveBack(ServerName server, long bytes) {
        accounts.get(server, Account::new).giveBack(bytes);
    }

    private final class Account {
        private final ServerName server;
        private final DailyAllowance reports;
        private final DailyAllowance reportBytes;
        private boolean refusing;

        private Account(ServerName server) {
            Instant now = clock.instant();
            this.server = server;
            this.reports = new DailyAllowance(config.daily(), now);
            this.reportBytes = new DailyAllowance(config.dailyBytes(), now);
        }

        private synchronized Optional<Duration> charge(long bytes) {
            Instant now = clock.instant();
            Duration forReports = reports.waitFor(1, now);
            Duration forBytes = reportBytes.waitFor(bytes, now);
            Duration wait = forReports.compareTo(forBytes) > 0 ? forReports : forBytes;
            if (wait.isPositive()) {
                refuse(wait);
                return Optional.of(wait);
            }
            refusing = false;
            reports.use(1);
            reportBytes.use(bytes);
            return Optional.empty();
        }

        private synchronized void giveBack(long bytes) {
            reports.giveBack(1);
            reportBytes.giveBack(bytes);
        }

        /** Said once, not for each of many. */
        private void refuse(Duration wait) {
            if (!refusing) {
                LOG.atWarn()
                        .addKeyValue("server", server)
                        .addKeyValue("seconds", wait.toSeconds())
                        .log("server reports more than it may; its reports have to wait");
            }
            refusing = true;
        }
    }
}
