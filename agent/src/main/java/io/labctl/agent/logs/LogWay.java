package io.labctl.agent.logs;

import io.labctl.agent.machine.Program;
import io.labctl.catalog.session.SessionCommand;

/** How lines of a log are come by. */
public sealed interface LogWay {
    /** A program of the machine shows them. */
    record Shown(SessionCommand command) implements LogWay {}

    /** This process reads them. */
    record Read(Program program) implements LogWay {}
}
