package io.labctl.agent.session;

import io.labctl.agent.machine.Program;
import io.labctl.catalog.session.RunRequest;
import java.util.UUID;

/** Begins the runs that people ask for from afar. */
@FunctionalInterface
public interface RunStart {
    /**
     * Begins it.
     *
     * @param work by which labd knows it
     * @throws io.labctl.catalog.error.Denied when a person of the machine lets no run be made
     */
    Program start(UUID work, RunRequest request);
}
