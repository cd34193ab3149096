package io.labctl.agent.console;

import io.labctl.agent.run.RunListener;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunLine;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.report.RunTotals;
import java.io.PrintWriter;

/**
 * A run line by line, as a person follows it: a notice per change with its diff, an error per
 * failure, and a last line that sums up.
 */
public final class RunConsole implements RunListener {
    private final PrintWriter out;
    private final Paint paint;

    public RunConsole(PrintWriter out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    @Override
    public void note(RunNote note) {
        show(RunLine.of(note));
    }

    @Override
    public void resource(ResourceReport resource, boolean noop) {
        RunLine.of(resource, noop).forEach(this::show);
    }

    @Override
    public void finished(Report report) {
        show(RunLine.summary(RunTotals.of(report)));
    }

    private void show(RunLine line) {
        String text = line.text();
        out.println(
                switch (line.kind()) {
                    case NOTICE, DIFF -> text;
                    case WARNING -> paint.yellow(text);
                    case ERROR, DIFF_REMOVED -> paint.red(text);
                    case SUMMARY, DIFF_ADDED -> paint.green(text);
                    case DIFF_PLACE -> paint.cyan(text);
                });
        out.flush();
    }
}
