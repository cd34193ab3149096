package io.labctl.agent.run;

import io.labctl.agent.exit.ExitCode;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;

/** What a run tells to scripts. */
final class RunExitCode {
    private static final int CHANGES = 2;
    private static final int FAILURES = 4;

    private RunExitCode() {}

    /** 0, or 1 when the run or a resource failed. */
    static int plain(Report report) {
        return runFailed(report) ? ExitCode.FAILED : ExitCode.OK;
    }

    /**
     * Like {@code puppet agent --detailed-exitcodes}: 0 nothing changed, 2 changes, 4 failures, 6
     * both, 1 the run itself failed.
     */
    static int detailed(Report report) {
        boolean changes =
                report.resources().stream().anyMatch(each -> isChanged(each, report.noop()));
        boolean failures = report.count(ResourceOutcome.FAILED) > 0;
        if (!failures && runFailed(report)) {
            return ExitCode.FAILED;
        }
        return (changes ? CHANGES : 0) + (failures ? FAILURES : 0);
    }

    /** Also one that failed half-way: in a no-op run its changes are those that it would make. */
    private static boolean isChanged(ResourceReport resource, boolean noop) {
        return switch (resource.outcome()) {
            case CHANGED, CORRECTED -> true;
            case FAILED -> !noop && !resource.changes().isEmpty();
            case UNCHANGED, WOULD_CHANGE, SKIPPED -> false;
        };
    }

    private static boolean runFailed(Report report) {
        return switch (report.outcome()) {
            case UNCHANGED, CHANGED, CORRECTED, NOOP -> false;
            case FAILED, COMPILE_FAILED, INTERRUPTED -> true;
        };
    }
}
