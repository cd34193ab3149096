package io.labctl.agent.run;

import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunNote;
import java.time.Instant;

/** Follows a run, as the console, the daemon's log and who asked for it from afar do. */
public interface RunListener {
    void note(RunNote note);

    /**
     * It has a catalog, which is applied next.
     *
     * @param sha256 its name
     * @param since when labd was asked for it: no later wish is in it
     */
    default void applies(String sha256, Instant since) {}

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
