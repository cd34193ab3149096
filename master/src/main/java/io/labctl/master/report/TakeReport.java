package io.labctl.master.report;

import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.report.Report;
import io.labctl.master.identity.Caller;
import io.labctl.master.store.GzipJson;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;

/** Stores a report once, however often it is sent; an agent may report for its own server only. */
public final class TakeReport {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** A machine without a battery-backed clock starts in 1970; nothing real is older. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private final Jdbi jdbi;
    private final RunLedger ledger;
    private final GzipJson stored;
    private final Clock clock;

    public TakeReport(Jdbi jdbi, RunLedger ledger, GzipJson stored, Clock clock) {
        this.jdbi = jdbi;
        this.ledger = ledger;
        this.stored = stored;
        this.clock = clock;
    }

    void take(Caller.Agent agent, Report report) {
        if (!agent.id().server().equals(report.server())) {
            throw new Denied(
                    "%s may not report for server '%s'"
                            .formatted(agent.getName(), report.server()));
        }
        check(report);
        Instant now = clock.instant();
        PackedReport packed = PackedReport.of(report, now, stored);
        jdbi.useTransaction(db -> ledger.write(db, packed, now));
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
