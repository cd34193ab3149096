package io.labctl.master.report;

import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.report.RunOutcome;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Writes a run down everywhere that it is asked for: among the reports and with its server. */
public final class RunLedger {
    private final ReportRepository reports;

    public RunLedger(ReportRepository reports) {
        this.reports = reports;
    }

    boolean has(Handle db, UUID report) {
        return reports.find(db, report).isPresent();
    }

    /**
     * False when it is written down already. Needs no transaction: the first statement writes all
     * that must be there together, and what older bodies the second one leaves behind, the next run
     * takes away.
     *
     * @throws Denied when its server was deleted meanwhile; then nothing is written
     */
    boolean write(Handle db, PackedReport report, Instant now) {
        ReportSummary summary = report.summary();
        ReportRepository.Written written = reports.write(db, report, now);
        if (!written.hasServer()) {
            throw new Denied(
                    "server '%s' is not in the inventory any more".formatted(summary.server()));
        }
        if (written.stored() && summary.outcome() == RunOutcome.UNCHANGED) {
            reports.forgetUneventfulBodies(db, summary.server(), summary.id());
        }
        return written.stored();
    }
}
