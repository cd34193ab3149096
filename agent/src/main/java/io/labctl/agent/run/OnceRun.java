package io.labctl.agent.run;

import io.labctl.agent.exit.ExitCode;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.NotFound;
import java.io.IOException;
import java.util.function.Consumer;

/** One run at a person's wish. */
public final class OnceRun {
    private final Runs runs;
    private final RunListener console;
    private final Consumer<String> say;

    public OnceRun(Runs runs, RunListener console, Consumer<String> say) {
        this.runs = runs;
        this.console = console;
        this.say = say;
    }

    /**
     * Runs and gives the exit code.
     *
     * @throws NotFound when nothing has one of the wanted tags
     * @throws Conflict when another run holds the lock, or a person lets none be made
     */
    int run(RunOrder order, boolean detailed) throws IOException {
        return switch (runs.run(order, console)) {
            case RunResult.Busy busy ->
                    throw new Conflict("another run is going on: " + busy.holder());
            case RunResult.NotAllowed disabled ->
                    throw new Conflict(
                            "runs are disabled: %s; 'lab-agent enable' lets them be made again"
                                    .formatted(disabled.why()));
            case RunResult.NoSuchTag tag -> throw new NotFound(tag.sentence());
            case RunResult.Stopped _ -> {
                say.accept("stopped before there was a catalog; nothing was applied");
                yield ExitCode.FAILED;
            }
            case RunResult.Finished finished ->
                    detailed
                            ? RunExitCode.detailed(finished.report())
                            : RunExitCode.plain(finished.report());
        };
    }
}
