package io.labctl.agent.type.exec;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.resource.ExecResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Runs a command and its tests in the place and as the user that the resource names. */
final class Programs {
    private final Root root;
    private final Commands commands;

    Programs(Root root, Commands commands) {
        this.root = root;
        this.commands = commands;
    }

    void run(ExecResource wanted) throws IOException {
        Optional<Accounts.User> user = user(wanted);
        if (wanted.user() != null && user.isEmpty()) {
            throw new NotFound("no user '%s' on this machine".formatted(wanted.user()));
        }
        Path directory = directory(wanted);
        if (!Files.isDirectory(directory)) {
            throw new NotFound("no directory '%s' to run in".formatted(wanted.directory()));
        }
        Finished finished = commands.run(command(wanted, wanted.command(), user));
        if (!finished.ok()) {
            throw new Unavailable(finished.reason(Command.of(wanted.command(), wanted.timeout())));
        }
    }

    /** Whether a test exits 0; empty when its user or its directory is still to come. */
    Optional<Boolean> test(ExecResource wanted, List<String> test) throws IOException {
        Optional<Accounts.User> user = user(wanted);
        boolean possible =
                (wanted.user() == null || user.isPresent()) && Files.isDirectory(directory(wanted));
        return possible
                ? Optional.of(commands.run(command(wanted, test, user)).ok())
                : Optional.empty();
    }

    private Command command(ExecResource wanted, List<String> argv, Optional<Accounts.User> user) {
        var environment = new HashMap<String, String>();
        var full = new ArrayList<String>();
        user.ifPresent(
                account -> {
                    environment.put("HOME", account.home());
                    environment.put("USER", account.name());
                    environment.put("LOGNAME", account.name());
                    full.addAll(
                            List.of(
                                    "setpriv",
                                    "--reuid=" + account.uid(),
                                    "--regid=" + account.gid(),
                                    "--init-groups",
                                    "--"));
                });
        full.addAll(argv);
        environment.putAll(wanted.environment());
        return new Command(full, wanted.timeout(), Command.GRACE, environment, directory(wanted));
    }

    private Optional<Accounts.User> user(ExecResource wanted) throws IOException {
        return wanted.user() == null ? Optional.empty() : Accounts.read(root).user(wanted.user());
    }

    private Path directory(ExecResource wanted) {
        return wanted.directory() == null ? root.path() : root.at(wanted.directory());
    }
}
