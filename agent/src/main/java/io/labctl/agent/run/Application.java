package io.labctl.agent.run;

import io.labctl.agent.apply.Progress;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.report.ResourceReport;
import java.util.List;

/** Makes this machine as a catalog says. */
@FunctionalInterface
public interface Application {
    /**
     * Called on a thread of its own, which is interrupted when the run has to end early; then it
     * should stop before the next resource.
     *
     * @param noop look only, change nothing
     * @param progress told each resource as soon as it is done
     * @return all resources, in the order in which they were applied
     */
    List<ResourceReport> apply(Catalog catalog, boolean noop, Progress progress);
}
