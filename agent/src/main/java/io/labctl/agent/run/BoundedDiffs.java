package io.labctl.agent.run;

import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceReport;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a report of however many changes small enough to be taken whole: its first diffs stay,
 * those beyond the bound are left out, every change itself is told. Pure.
 */
final class BoundedDiffs {
    /** Of all diffs of a report together, in characters; labd takes 16 MiB of report. */
    static final int MOST = 4 << 20;

    private static final String LEFT_OUT =
            "diff omitted: the diffs of this run have more than %d MiB".formatted(MOST >> 20);

    private int left = MOST;

    private BoundedDiffs() {}

    static List<ResourceReport> of(List<ResourceReport> resources) {
        var bounded = new BoundedDiffs();
        var all = new ArrayList<ResourceReport>(resources.size());
        resources.forEach(each -> all.add(bounded.resource(each)));
        return all;
    }

    private ResourceReport resource(ResourceReport one) {
        return one.changes().stream().allMatch(each -> each.diff() == null)
                ? one
                : new ResourceReport(
                        one.id(),
                        one.outcome(),
                        one.durationMs(),
                        one.changes().stream().map(this::change).toList(),
                        one.reason());
    }

    private Change change(Change one) {
        if (one.diff() == null) {
            return one;
        }
        left -= one.diff().length();
        return left >= 0 ? one : new Change(one.property(), one.from(), one.to(), LEFT_OUT);
    }
}
