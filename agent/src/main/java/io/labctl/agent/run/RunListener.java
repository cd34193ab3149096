package io.labctl.agent.run;

import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunNote;

/** Follows a run: the console and the daemon's log. */
public interface RunListener {
    void note(RunNote note);

    void resource(ResourceReport resource);

    void finished(Report report);
}
