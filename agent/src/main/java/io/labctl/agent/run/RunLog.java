package io.labctl.agent.run;

import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunNote;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run as lines of the daemon's log. Diffs stand in the report, not here. */
public final class RunLog implements RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

    @Override
    public void note(RunNote note) {
        switch (note.level()) {
            case NOTICE -> LOG.atInfo().addKeyValue("sentence", note.message()).log("run notice");
            case WARNING -> LOG.atWarn().addKeyValue("sentence", note.message()).log("run warning");
        }
    }

    @Override
    public void resource(ResourceReport resource, boolean noop) {
        if (resource.outcome() == ResourceOutcome.UNCHANGED) {
            return;
        }
        boolean bad =
                resource.outcome() == ResourceOutcome.FAILED
                        || resource.outcome() == ResourceOutcome.SKIPPED;
        var line = bad ? LOG.atError() : LOG.atInfo();
        line =
                line.addKeyValue("resource", resource.id())
                        .addKeyValue("outcome", resource.outcome().word());
        if (!resource.changes().isEmpty()) {
            line = line.addKeyValue("properties", properties(resource.changes()));
            line = noop ? line.addKeyValue("noop", true) : line;
        }
        if (resource.reason() != null) {
            line = line.addKeyValue("reason", resource.reason());
        }
        line.log("resource applied");
    }

    private static String properties(List<Change> changes) {
        return changes.stream().map(Change::property).collect(Collectors.joining(" "));
    }

    @Override
    public void finished(Report report) {
        LOG.atInfo()
                .addKeyValue("run", report.id())
                .addKeyValue("outcome", report.outcome().word())
                .addKeyValue("resources", report.resources().size())
                .addKeyValue("durationMs", report.durationMs())
                .log("run finished");
    }
}
