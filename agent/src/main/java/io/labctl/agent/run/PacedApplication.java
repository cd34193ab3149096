package io.labctl.agent.run;

import io.labctl.agent.apply.Manner;
import io.labctl.agent.apply.Progress;
import io.labctl.agent.budget.Pace;
import io.labctl.agent.cache.CheckedCatalog;
import io.labctl.catalog.report.ResourceReport;
import java.util.List;

/** Applies no faster than the budget of processor time lets it: it pauses between resources. */
public final class PacedApplication implements Application {
    private final Application application;
    private final Pace pace;

    public PacedApplication(Application application, Pace pace) {
        this.application = application;
        this.pace = pace;
    }

    @Override
    public List<ResourceReport> apply(CheckedCatalog catalog, Manner manner, Progress progress) {
        pace.begin();
        List<ResourceReport> resources = application.apply(catalog, manner, paced(progress));
        pace.slowedBy().ifPresent(progress::warning);
        return resources;
    }

    private Progress paced(Progress progress) {
        return new Progress() {
            @Override
            public void done(ResourceReport resource) {
                progress.done(resource);
                pace.keep(progress::warning);
            }

            @Override
            public void warning(String sentence) {
                progress.warning(sentence);
            }

            @Override
            public boolean isRunEnding() {
                return progress.isRunEnding();
            }

            @Override
            public boolean isRunOver() {
                return progress.isRunOver();
            }
        };
    }
}
