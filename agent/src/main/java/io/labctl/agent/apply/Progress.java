package io.labctl.agent.apply;

import io.labctl.catalog.report.ResourceReport;
import java.util.function.Consumer;

/** Follows an application of a catalog: is given each resource as soon as it is done. */
public interface Progress extends Consumer<ResourceReport> {
    /** What a person should know besides, in one sentence. */
    void warning(String sentence);
}
