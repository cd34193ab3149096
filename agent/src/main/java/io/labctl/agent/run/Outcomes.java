package io.labctl.agent.run;

import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunOutcome;
import java.util.List;

/** How a run ended, judged by its parts. Pure. */
final class Outcomes {
    private Outcomes() {}

    static RunOutcome of(Fetched fetched, Applied applied, boolean noop) {
        if (applied.end() == Applied.End.STOPPED) {
            return RunOutcome.INTERRUPTED;
        }
        if (fetched.origin() == Fetched.Origin.COMPILE_FAILED) {
            return RunOutcome.COMPILE_FAILED;
        }
        List<ResourceReport> resources = applied.resources();
        boolean whole = applied.end() == Applied.End.WHOLE && !needsSomeone(fetched.origin());
        if (!whole || any(resources, ResourceOutcome.FAILED)) {
            return RunOutcome.FAILED;
        }
        if (noop) {
            return RunOutcome.NOOP;
        }
        if (any(resources, ResourceOutcome.CORRECTED)) {
            return RunOutcome.CORRECTED;
        }
        return any(resources, ResourceOutcome.CHANGED) ? RunOutcome.CHANGED : RunOutcome.UNCHANGED;
    }

    /** Whether it stays as it is until a person does something. */
    private static boolean needsSomeone(Fetched.Origin origin) {
        return switch (origin) {
            case CURRENT, CACHED -> false;
            case REFUSED, COMPILE_FAILED, EXPIRED, DISOWNED -> true;
        };
    }

    private static boolean any(List<ResourceReport> resources, ResourceOutcome outcome) {
        return resources.stream().anyMatch(each -> each.outcome() == outcome);
    }
}
