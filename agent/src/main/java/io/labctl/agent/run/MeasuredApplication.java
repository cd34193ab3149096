package io.labctl.agent.run;

import io.labctl.agent.apply.Manner;
import io.labctl.agent.apply.Progress;
import io.labctl.agent.budget.MemoryPeak;
import io.labctl.agent.cache.CheckedCatalog;
import io.labctl.catalog.report.ResourceReport;
import java.util.List;

/** Applies, and then says when that took more memory than the budget has. */
public final class MeasuredApplication implements Application {
    private final Application application;
    private final MemoryPeak peak;

    public MeasuredApplication(Application application, MemoryPeak peak) {
        this.application = application;
        this.peak = peak;
    }

    @Override
    public List<ResourceReport> apply(CheckedCatalog catalog, Manner manner, Progress progress) {
        peak.begin();
        List<ResourceReport> resources = application.apply(catalog, manner, progress);
        peak.overBudget().ifPresent(progress::warning);
        return resources;
    }
}
