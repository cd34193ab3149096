package io.labctl.cli.exec;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.RunLine;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.client.LabdClient;
import java.util.function.Function;

/** Of a run: a line for each event, as its agent would tell it on its machine. */
final class RunShowing implements Showing {
    private final LabdClient labd;
    private final RunRequest run;
    private final Tempo tempo;
    private final Function<RunLine, String> words;
    private final ProgressLine progress;

    /**
     * Nothing is shown yet.
     *
     * @param words how a line is written
     * @param progress of all of its servers
     */
    RunShowing(
            LabdClient labd,
            RunRequest run,
            Tempo tempo,
            Function<RunLine, String> words,
            ProgressLine progress) {
        this.labd = labd;
        this.run = run;
        this.tempo = tempo;
        this.words = words;
        this.progress = progress;
    }

    @Override
    public Display on(ServerName server, Display there) {
        return new RunScreen(server, there, words, progress);
    }

    @Override
    public Manners manners(Talk talk, Display display) {
        return new RunStopping(new Stopping(labd, talk, tempo, display, () -> {}), talk, display);
    }

    @Override
    public String word(SessionEnd end) {
        return end instanceof SessionEnd.Told(WorkEnd.Exited(int code))
                ? word(code)
                : Outcome.word(end);
    }

    private String word(int code) {
        if (code == 0) {
            return Outcome.DONE;
        }
        if (code > 128) {
            return "interrupted";
        }
        boolean changed = run.detailed() && (code & 2) != 0;
        boolean failed = !run.detailed() || code != 2;
        return changed ? (failed ? "changed and failed" : "changed") : "failed";
    }
}
