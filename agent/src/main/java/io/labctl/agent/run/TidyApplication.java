package io.labctl.agent.run;

import io.labctl.agent.content.StoredContent;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.report.ResourceReport;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies, and then removes the files that earlier catalogs had fetched. */
public final class TidyApplication implements Application {
    private static final Logger LOG = LoggerFactory.getLogger(TidyApplication.class);

    private final Application application;
    private final StoredContent content;

    public TidyApplication(Application application, StoredContent content) {
        this.application = application;
        this.content = content;
    }

    @Override
    public List<ResourceReport> apply(
            Catalog catalog, boolean noop, Consumer<ResourceReport> progress) {
        List<ResourceReport> resources = application.apply(catalog, noop, progress);
        try {
            content.keepOnly(catalog);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", FileTrouble.sentence(e)).log("files not tidied");
        }
        return resources;
    }
}
