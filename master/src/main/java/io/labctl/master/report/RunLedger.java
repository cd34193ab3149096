package io.labctl.master.report;

import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.report.RunOutcome;
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
     * False when it is written down already.
     *
     * @throws Denied when its server was deleted meanwhile; then nothing is written
     */
    boolean write(Handle db, PackedReport report) {
        return switch (reports.write(db, report)) {
            case STORED -> true;
            case KNOWN -> false;
            case NO_SERVER ->
                    throw new Denied(
                            "server '%s' is not in the inventory any more"
                                    .formatted(report.summary().server()));
        };
    }

    /** Drops what a run in which nothing happened makes superfluous. */
    void tidyAfter(Handle db, PackedReport report) {
        ReportSummary summary = report.summary();
        if (summary.outcome() == RunOutcome.UNCHANGED) {
            reports.forgetUneventfulBodies(db, summary.server(), summary.id());
        }
    }
}
