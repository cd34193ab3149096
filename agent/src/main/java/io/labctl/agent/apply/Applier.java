package io.labctl.agent.apply;

import io.labctl.agent.cache.CheckedCatalog;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.agent.machine.PolicyLabels;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.report.ResourceReport;
import java.util.List;

/** {@code report = apply(catalog)}: a second run changes nothing. One run at a time. */
public final class Applier {
    private final ResourceTypes types;
    private final AppliedState state;
    private final MonotonicTime time;
    private final PolicyLabels labels;

    public Applier(
            ResourceTypes types, AppliedState state, MonotonicTime time, PolicyLabels labels) {
        this.types = types;
        this.state = state;
        this.time = time;
        this.labels = labels;
    }

    /**
     * Applies in catalog order, then acts on notifications, then runs the checks. Never throws for
     * what a resource does. An interrupt ends it soon: what was not reached is skipped, and what it
     * would have been notified of is kept for the next run.
     *
     * @param progress gets each resource as soon as nothing more can happen to it in this run
     * @return one report for each resource that it was to be about, in catalog order
     */
    public List<ResourceReport> apply(CheckedCatalog checked, Manner manner, Progress progress) {
        Catalog catalog = checked.catalog();
        var typed = new TypedResources(types);
        var results = new Results(progress);
        var ledger =
                Ledger.open(
                        state,
                        () -> manner.noop() || progress.isRunOver(),
                        manner.isLasting() ? checked.sha256() : null,
                        progress::warning);
        var observations = new Observations(catalog, manner);
        var run = new Run(catalog, manner, typed, ledger, observations, labels, progress::warning);
        try (var limit = Limit.of(manner.limit(), progress::isRunEnding)) {
            new Steps(run, results, new Attempt(time, limit)).take();
        }
        if (manner.isLasting()) {
            ledger.forgetAllBut(catalog);
        }
        ledger.close(progress::warning);
        return results.inOrderOf(catalog);
    }
}
