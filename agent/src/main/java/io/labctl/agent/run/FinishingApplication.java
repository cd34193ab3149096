package io.labctl.agent.run;

import io.labctl.agent.apply.Manner;
import io.labctl.agent.apply.Progress;
import io.labctl.agent.cache.CheckedCatalog;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Overwrites;
import io.labctl.catalog.report.ResourceReport;
import java.util.List;

/** Finishes a write that was cut before this run, and then applies. */
public final class FinishingApplication implements Application {
    private final Application application;
    private final Overwrites overwrites;
    private final Root root;

    public FinishingApplication(Application application, Overwrites overwrites, Root root) {
        this.application = application;
        this.overwrites = overwrites;
        this.root = root;
    }

    @Override
    public List<ResourceReport> apply(CheckedCatalog catalog, Manner manner, Progress progress) {
        (manner.noop() ? overwrites.unfinished() : overwrites.finish(root))
                .ifPresent(progress::warning);
        return application.apply(catalog, manner, progress);
    }
}
