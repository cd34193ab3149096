package io.labctl.agent.run;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;

/** One run at a person's wish. */
public final class OnceRun {
    private final Runs runs;
    private final RunListener console;

    public OnceRun(Runs runs, RunListener console) {
        this.runs = runs;
        this.console = console;
    }

    /**
     * Runs and gives the exit code.
     *
     * @throws Conflict when another run holds the lock
     * @throws Unavailable when it was told to stop before it could apply anything
     */
    int run(boolean noop, boolean detailed) throws IOException {
        return switch (runs.run(new RunOrder(noop, null), console)) {
            case RunResult.Busy busy ->
                    throw new Conflict("another run is going on: " + busy.holder());
            case RunResult.Stopped _ ->
                    throw new Unavailable(
                            "stopped before there was a catalog; nothing was applied");
            case RunResult.Finished finished ->
                    detailed
                            ? RunExitCode.detailed(finished.report())
                            : RunExitCode.plain(finished.report());
        };
    }
}
