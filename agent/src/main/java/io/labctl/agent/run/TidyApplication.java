package io.labctl.agent.run;

import io.labctl.agent.apply.Manner;
import io.labctl.agent.apply.Progress;
import io.labctl.agent.cache.CheckedCatalog;
import io.labctl.agent.content.StoredContent;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.report.ResourceReport;
import java.io.IOException;
import java.util.List;

/**
 * Applies, and then removes the files that earlier catalogs had fetched, unless this one is applied
 * beside the machine's own.
 */
public final class TidyApplication implements Application {
    private final Application application;
    private final StoredContent content;

    public TidyApplication(Application application, StoredContent content) {
        this.application = application;
        this.content = content;
    }

    @Override
    public List<ResourceReport> apply(CheckedCatalog catalog, Manner manner, Progress progress) {
        List<ResourceReport> resources = application.apply(catalog, manner, progress);
        if (progress.isRunOver() || !manner.isLasting()) {
            return resources;
        }
        try {
            content.keepOnly(catalog.catalog());
        } catch (IOException e) {
            progress.warning(
                    "files of earlier catalogs could not be removed: " + FileTrouble.sentence(e));
        }
        return resources;
    }
}
