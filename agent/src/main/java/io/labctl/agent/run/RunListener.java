package io.labctl.agent.run;

import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunNote;

/** Follows a run: the console and the daemon's log. */
public interface RunListener {
    void note(RunNote note);

    /**
     * One resource is done.
     *
     * @param noop whether its changes are only those that would be made
     */
    void resource(ResourceReport resource, boolean noop);

    /** So many of the resources of this run are done. */
    default void progress(int done, int of) {}

    void finished(Report report);
}
