package io.labctl.agent.session;

import io.labctl.agent.logs.LogWay;
import io.labctl.agent.logs.Logs;
import io.labctl.agent.machine.Program;
import io.labctl.catalog.session.LogQuery;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionTask;
import java.io.IOException;
import java.util.UUID;

/** Starts what sessions are for. */
record Tasks(CommandStart commands, Logs logs, RunStart runs) {
    /**
     * Starts it.
     *
     * @param work the id of its session
     * @throws io.labctl.catalog.error.LabException when it cannot be, and why
     */
    Program start(UUID work, SessionTask task) throws IOException {
        return switch (task) {
            case SessionCommand command -> commands.start(command);
            case LogQuery query ->
                    switch (logs.way(query)) {
                        case LogWay.Shown(SessionCommand command) -> commands.start(command);
                        case LogWay.Read(Program program) -> program;
                    };
            case RunRequest run -> runs.start(work, run);
        };
    }
}
