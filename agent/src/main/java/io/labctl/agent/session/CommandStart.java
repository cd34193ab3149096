package io.labctl.agent.session;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.OpenProgram;
import io.labctl.agent.machine.Root;
import io.labctl.agent.machine.RunAs;
import io.labctl.catalog.session.SessionCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Starts what people want to be run. */
final class CommandStart {
    private final Root root;
    private final Commands commands;

    /** On the machine whose {@code /} this is. */
    CommandStart(Root root, Commands commands) {
        this.root = root;
        this.commands = commands;
    }

    /**
     * Starts it.
     *
     * @throws io.labctl.catalog.error.LabException when it cannot be, and why
     */
    OpenProgram start(SessionCommand command) throws IOException {
        RunAs user = RunAs.named(command.user(), Accounts.read(root), commands);
        var environment = user.environment();
        if (command.terminal() != null) {
            environment.put("TERM", "xterm");
        }
        environment.putAll(command.environment());
        Path directory =
                Optional.ofNullable(command.directory()).map(Path::of).orElseGet(user::home);
        return OpenProgram.start(
                new OpenProgram.Order(
                        command.argv(),
                        user,
                        environment,
                        directory,
                        command.input(),
                        command.terminal()));
    }
}
