package io.labctl.master.report;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.report.Report;
import io.labctl.master.identity.Caller;
import io.labctl.master.store.GzipJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores a report once, however often it is sent; an agent may report for its own server only. */
public final class TakeReport {
    private static final Logger LOG = LoggerFactory.getLogger(TakeReport.class);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** A machine without a battery-backed clock starts in 1970; nothing real is older. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private final Jdbi jdbi;
    private final RunLedger ledger;
    private final ReportBudget budget;
    private final GzipJson stored;
    private final Clock clock;

    public TakeReport(
            Jdbi jdbi, RunLedger ledger, ReportBudget budget, GzipJson stored, Clock clock) {
        this.jdbi = jdbi;
        this.ledger = ledger;
        this.budget = budget;
        this.stored = stored;
        this.clock = clock;
    }

    /**
     * Takes a report in.
     *
     * @return how long the agent has to wait with it, because its server has reported too much;
     *     empty when the report is stored, by this sending or an earlier one
     */
    Optional<Duration> take(Caller.Agent agent, Report report) {
        if (!agent.id().server().equals(report.server())) {
            // No 403: this report will be refused for ever, however the agent's standing changes.
            throw new Conflict(
                    "%s may not report for server '%s'"
                            .formatted(agent.getName(), report.server()));
        }
        check(report);
        Instant now = clock.instant();
        PackedReport packed = PackedReport.of(report, now, stored);
        Optional<Duration> wait = budget.charge(report.server(), packed.bytes());
        if (wait.isEmpty()) {
            write(packed);
        }
        return wait.filter(_ -> !jdbi.withHandle(db -> ledger.has(db, report.id())));
    }

    private void write(PackedReport packed) {
        boolean written = false;
        try {
            written = jdbi.withHandle(db -> ledger.write(db, packed));
        } finally {
            if (!written) {
                budget.giveBack(packed.summary().server(), packed.bytes());
            }
        }
        if (written) {
            tidyAfter(packed);
        }
    }

    /** The report is stored, whatever comes of this; the next one that changes nothing does it. */
    private void tidyAfter(PackedReport packed) {
        try {
            jdbi.useHandle(db -> ledger.tidyAfter(db, packed));
        } catch (JdbiException e) {
            LOG.atWarn()
                    .addKeyValue("server", packed.summary().server())
                    .setCause(e)
                    .log("bodies of older reports not dropped");
        }
    }

    private static void check(Report report) {
        String catalog = report.catalog();
        if (catalog != null && !SHA256.matcher(catalog).matches()) {
            throw InvalidInput.inField(
                    "catalog",
                    "catalog '%s' is not a SHA-256 in lower-case hex"
                            .formatted(Printable.of(catalog)));
        }
        if (report.durationMs() < 0) {
            throw InvalidInput.inField(
                    "durationMs", "durationMs %d is negative".formatted(report.durationMs()));
        }
        if (report.startedAt().isBefore(EARLIEST)) {
            throw InvalidInput.inField(
                    "startedAt",
                    "startedAt %s is before %s".formatted(report.startedAt(), EARLIEST));
        }
    }
}
