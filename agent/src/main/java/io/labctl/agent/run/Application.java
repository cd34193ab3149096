package io.labctl.agent.run;

import io.labctl.agent.apply.Manner;
import io.labctl.agent.apply.Progress;
import io.labctl.agent.cache.CheckedCatalog;
import io.labctl.catalog.report.ResourceReport;
import java.util.List;

/** Makes this machine as a catalog says. */
@FunctionalInterface
public interface Application {
    /**
     * Called on a thread of its own, which is interrupted when the run has to end early; then it
     * should stop before the next resource.
     *
     * @param progress told each resource as soon as it is done
     * @return all resources that it was about, in the order in which they were applied
     */
    List<ResourceReport> apply(CheckedCatalog catalog, Manner manner, Progress progress);
}
