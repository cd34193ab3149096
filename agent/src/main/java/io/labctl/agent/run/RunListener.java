package io.labctl.agent.run;

import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceReport;

/** Follows a run: the console and the daemon's log. */
public interface RunListener {
    void notice(String sentence);

    void warning(String sentence);

    void resource(ResourceReport resource);

    void finished(Report report);
}
