package io.labctl.agent.run;

import io.labctl.catalog.report.ResourceReport;
import java.util.List;

/**
 * What was done to the machine.
 *
 * @param complete false when it ended before the last resource
 */
record Applied(List<ResourceReport> resources, boolean complete) {
    Applied {
        resources = List.copyOf(resources);
    }

    static Applied nothing() {
        return new Applied(List.of(), false);
    }
}
