package io.labctl.cli.exec;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.RunLine;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.print.RunColours;
import java.util.function.Function;

/** Of a run: a line for each event, as its agent would tell it on its machine. */
final class RunShowing implements Showing {
    private final LabdClient labd;
    private final RunRequest run;
    private final Tempo tempo;
    private final Function<RunLine, String> words;
    private final ProgressLine progress;

    private RunShowing(
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

    /** On one server, in colours. */
    static RunShowing ofOne(LabdClient labd, RunRequest run, Console console, Caller caller) {
        return new RunShowing(
                labd,
                run,
                caller.pace().tempo(),
                new RunColours(console)::of,
                progress(console, caller, 1));
    }

    /** On so many servers, for lines between those of others. */
    static RunShowing ofMany(
            LabdClient labd, RunRequest run, Console console, Caller caller, int servers) {
        return new RunShowing(
                labd,
                run,
                caller.pace().tempo(),
                RunLine::text,
                progress(console, caller, servers));
    }

    private static ProgressLine progress(Console console, Caller caller, int servers) {
        return new ProgressLine(console.err(), caller.terminal().showsErrors(), servers);
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

    @Override
    public void ended(ServerName server) {
        progress.ended(server);
    }

    @Override
    public void close() {
        progress.close();
    }
}
