package io.labctl.agent.run;

import io.labctl.agent.apply.Manner;
import io.labctl.agent.apply.Progress;
import io.labctl.agent.cache.CheckedCatalog;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.report.ResourceReport;
import java.util.List;

/** Applies, and then says of what it replaced or removed no copy was kept. */
public final class KeepingApplication implements Application {
    private final Application application;
    private final Backups backups;

    public KeepingApplication(Application application, Backups backups) {
        this.application = application;
        this.backups = backups;
    }

    @Override
    public List<ResourceReport> apply(CheckedCatalog catalog, Manner manner, Progress progress) {
        List<ResourceReport> resources = application.apply(catalog, manner, progress);
        backups.notKept().forEach(progress::warning);
        return resources;
    }
}
