package io.labctl.master.report;

import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.master.server.ServerRepository;
import io.labctl.master.server.ServerRow;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Writes a run down everywhere that it is asked for: among the reports and with its server. */
public final class RunLedger {
    private final ReportRepository reports;
    private final ServerRepository servers;

    public RunLedger(ReportRepository reports, ServerRepository servers) {
        this.reports = reports;
        this.servers = servers;
    }

    boolean has(Handle db, UUID report) {
        return reports.find(db, report).isPresent();
    }

    /**
     * False when it is written down already.
     *
     * @throws Denied when its server was deleted meanwhile; then nothing may stay of it
     */
    boolean write(Handle db, PackedReport report, Instant now) {
        ReportSummary summary = report.summary();
        // Locked, so that a delete that is under way is waited for and takes this report along.
        if (servers.findForUpdate(db, summary.server()).isEmpty()) {
            throw new Denied(
                    "server '%s' is not in the inventory any more".formatted(summary.server()));
        }
        if (!reports.insert(db, report, now)) {
            return false;
        }
        if (summary.outcome() == RunOutcome.UNCHANGED) {
            reports.forgetUneventfulBodies(db, summary.server(), summary.id());
        }
        if (report.partial()) {
            return true; // how the server is as a whole, the last whole run tells
        }
        if (servers.ran(db, summary.server(), run(summary))) {
            servers.storeFacts(db, summary.server(), report.facts());
        }
        return true;
    }

    private static ServerRow.Run run(ReportSummary summary) {
        return new ServerRow.Run(
                summary.id(),
                summary.startedAt(),
                summary.outcome(),
                summary.catalog(),
                summary.changed() + summary.corrected(),
                summary.failed(),
                summary.wouldChange());
    }
}
