package io.labctl.cli.report;

import io.labctl.catalog.api.ReportQuery;
import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.report.Report;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.client.ReportFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs that were asked for by name.
 *
 * @param missing a sentence for each one that labd does not have
 */
record NamedRuns(List<ReportSummary> found, List<String> missing) {
    /** As labd lists them; one that is too old for its list is asked for by itself. */
    static NamedRuns of(LabdClient labd, List<UUID> names) {
        List<ReportSummary> listed =
                labd.reports(new ReportFilter(null, null, null, ReportQuery.MOST));
        var found = new ArrayList<ReportSummary>();
        var missing = new ArrayList<String>();
        for (UUID name : names) {
            Optional<ReportSummary> row =
                    listed.stream().filter(run -> run.id().equals(name)).findFirst();
            try {
                found.add(row.orElseGet(() -> row(labd.report(name))));
            } catch (NotFound e) {
                missing.add(e.sentence());
            }
        }
        return new NamedRuns(found, missing);
    }

    private static ReportSummary row(Report run) {
        return ReportSummary.of(run, run.startedAt());
    }

    /**
     * To be called when the others have been shown.
     *
     * @throws NotFound when any is missing
     */
    void refuseMissing() {
        if (!missing.isEmpty()) {
            throw new NotFound(String.join("\n", missing));
        }
    }
}
