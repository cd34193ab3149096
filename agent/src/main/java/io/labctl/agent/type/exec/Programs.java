package io.labctl.agent.type.exec;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.Missing;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.agent.machine.Root;
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
    private final MonotonicTime time;

    Programs(Root root, Commands commands, MonotonicTime time) {
        this.root = root;
        this.commands = commands;
        this.time = time;
    }

    /**
     * Refuses a command that would not start, as far as looking tells.
     *
     * @throws Missing where its user, its directory or its program is missing
     */
    void requirePossible(ExecResource wanted) throws IOException {
        requireUser(wanted);
        Optional<String> trouble = plain(wanted, wanted.command()).trouble(root);
        if (trouble.isPresent()) {
            throw new Missing(
                    Missing.Kind.PROGRAM,
                    place(wanted).resolve(wanted.command().getFirst()).toString(),
                    trouble.get());
        }
        requireDirectory(wanted);
    }

    private void requireUser(ExecResource wanted) throws IOException {
        if (wanted.user() != null && user(wanted).isEmpty()) {
            throw Missing.user(wanted.user());
        }
    }

    private void requireDirectory(ExecResource wanted) {
        if (!Files.isDirectory(directory(wanted))) {
            throw new Missing(
                    Missing.Kind.DIRECTORY,
                    place(wanted).toString(),
                    "no directory '%s' to run in".formatted(wanted.directory()));
        }
    }

    void run(ExecResource wanted) throws IOException {
        requireUser(wanted);
        requireDirectory(wanted);
        Command command = command(wanted, wanted.command(), user(wanted));
        Finished finished = tried(wanted, command);
        if (!isSuccess(wanted, finished)) {
            String reason = finished.wholeReason(plain(wanted, wanted.command()));
            throw new Unavailable(
                    wanted.tries() == 1
                            ? reason
                            : "after %d tries: %s".formatted(wanted.tries(), reason));
        }
    }

    /** How the last try ended, or the first that succeeded. */
    private Finished tried(ExecResource wanted, Command command) throws IOException {
        Finished finished = commands.run(command);
        for (int more = wanted.tries() - 1;
                more > 0 && !isSuccess(wanted, finished) && !Thread.currentThread().isInterrupted();
                more--) {
            time.pause(wanted.pause());
            finished = commands.run(command);
        }
        return finished;
    }

    private static boolean isSuccess(ExecResource wanted, Finished finished) {
        return !finished.timedOut() && wanted.returns().contains(finished.exit());
    }

    boolean anyExits0(ExecResource wanted, List<List<String>> tests) throws IOException {
        for (List<String> test : tests) {
            if (exits0(wanted, test).orElse(false)) {
                return true;
            }
        }
        return false;
    }

    boolean anyExitsOtherwise(ExecResource wanted, List<List<String>> tests) throws IOException {
        for (List<String> test : tests) {
            if (!exits0(wanted, test).orElse(true)) {
                return true;
            }
        }
        return false;
    }

    /** Empty when the test's user or its directory is still to come. */
    private Optional<Boolean> exits0(ExecResource wanted, List<String> test) throws IOException {
        Optional<Accounts.User> user = user(wanted);
        boolean possible =
                (wanted.user() == null || user.isPresent()) && Files.isDirectory(directory(wanted));
        if (!possible) {
            return Optional.empty();
        }
        Finished finished = commands.run(command(wanted, test, user));
        if (finished.timedOut()) {
            throw new Unavailable(
                    "whether it is to run cannot be told: " + finished.reason(plain(wanted, test)));
        }
        return Optional.of(finished.ok());
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
        if (wanted.umask() != null) {
            full.addAll(List.of("/bin/sh", "-c", "umask \"$0\" && exec \"$@\"", wanted.umask()));
        }
        full.addAll(argv);
        environment.putAll(wanted.environment());
        return new Command(full, wanted.timeout(), Command.GRACE, environment, directory(wanted));
    }

    /** As the resource names it, without what makes it run as somebody else. */
    private Command plain(ExecResource wanted, List<String> argv) {
        return new Command(
                argv, wanted.timeout(), Command.GRACE, wanted.environment(), directory(wanted));
    }

    private Optional<Accounts.User> user(ExecResource wanted) throws IOException {
        return wanted.user() == null ? Optional.empty() : Accounts.read(root).user(wanted.user());
    }

    private Path directory(ExecResource wanted) {
        return root.at(place(wanted).toString());
    }

    private static Path place(ExecResource wanted) {
        return Path.of(wanted.directory() == null ? "/" : wanted.directory());
    }
}
