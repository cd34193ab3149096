package io.labctl.agent.run;

import java.io.IOException;

/** Makes one run, with everything that it needs opened before and closed after. */
@FunctionalInterface
public interface Runs {
    RunResult run(RunOrder order, RunListener listener) throws IOException;
}
