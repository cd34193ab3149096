package io.labctl.agent.apply;

import io.labctl.catalog.report.ResourceReport;

/** Follows an application of a catalog. */
public interface Progress {
    /** Is given each resource as soon as it is done. */
    void done(ResourceReport resource);

    /** What a person should know besides, in one sentence. */
    void warning(String sentence);

    /** Whether the application has to end early; said before its thread is interrupted. */
    boolean isRunEnding();

    /**
     * Whether the run went on without the application, which did not end in time: another may be
     * going on by now, so it must not write what that one reads.
     */
    boolean isRunOver();
}
