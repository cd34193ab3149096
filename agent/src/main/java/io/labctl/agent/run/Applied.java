package io.labctl.agent.run;

import io.labctl.catalog.report.ResourceReport;
import java.util.List;

/**
 * What was done to the machine.
 *
 * @param end how it came to its end
 */
record Applied(List<ResourceReport> resources, End end) {
    enum End {
        WHOLE,
        /** It was told to stop. */
        STOPPED,
        /** It took too long, or could not go on. */
        BROKEN
    }

    Applied {
        resources = List.copyOf(resources);
    }

    static Applied nothing() {
        return new Applied(List.of(), End.BROKEN);
    }
}
