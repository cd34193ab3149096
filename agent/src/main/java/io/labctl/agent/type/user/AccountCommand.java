package io.labctl.agent.type.user;

import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.UserResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The command lines of useradd(8), usermod(8) and userdel(8). */
final class AccountCommand {
    private static final Set<String> MODIFIED =
            Set.of("uid", "group", "groups", "home", "shell", "comment");

    private final List<String> argv = new ArrayList<>();

    private AccountCommand(String program) {
        argv.add(program);
    }

    /**
     * Makes a new account.
     *
     * @param namesake whether a group with the user's own name exists, which useradd(8) would
     *     otherwise refuse to make again
     */
    static List<String> add(UserResource wanted, boolean namesake) {
        var command = new AccountCommand("useradd");
        command.argv.add(wanted.manageHome() ? "--create-home" : "--no-create-home");
        if (wanted.system()) {
            command.argv.add("--system");
        }
        command.option("--uid", wanted.uid() == null ? null : wanted.uid().toString());
        command.option(
                "--gid", wanted.group() == null && namesake ? wanted.name() : wanted.group());
        if (!wanted.groups().isEmpty()) {
            command.option("--groups", String.join(",", wanted.groups()));
        }
        command.option("--home-dir", wanted.home());
        command.option("--shell", wanted.shell());
        command.option("--comment", wanted.comment());
        return command.on(wanted);
    }

    /** Whether a change is made by usermod(8). */
    static boolean makes(Change change) {
        return MODIFIED.contains(change.property());
    }

    /** Writes where the home is, and moves nothing. */
    static List<String> atHome(UserResource wanted, String home) {
        var command = new AccountCommand("usermod");
        command.option("--home", home);
        return command.on(wanted);
    }

    /**
     * Changes an account.
     *
     * @param movesHome whether the old home is moved when it becomes another one
     */
    static List<String> modify(UserResource wanted, List<Change> changes, boolean movesHome) {
        var command = new AccountCommand("usermod");
        for (Change change : changes) {
            switch (change.property()) {
                case "uid" -> command.option("--uid", change.to());
                case "group" -> command.option("--gid", change.to());
                case "groups" -> {
                    if (!wanted.onlyGroups()) {
                        command.argv.add("--append");
                    }
                    command.option("--groups", String.join(",", wanted.groups()));
                }
                case "home" -> {
                    command.option("--home", change.to());
                    if (movesHome) {
                        command.argv.add("--move-home");
                    }
                }
                case "shell" -> command.option("--shell", change.to());
                case "comment" -> command.option("--comment", change.to());
                default -> {} // not by this program
            }
        }
        return command.on(wanted);
    }

    /**
     * Removes an account.
     *
     * @param withMail whether its mail spool goes too, and its home if that is still there
     */
    static List<String> remove(UserResource wanted, boolean withMail) {
        var command = new AccountCommand("userdel");
        if (withMail) {
            command.argv.add("--remove");
        }
        return command.on(wanted);
    }

    private void option(String name, @Nullable String value) {
        if (value != null) {
            argv.add(name);
            argv.add(value);
        }
    }

    private List<String> on(UserResource wanted) {
        argv.add(wanted.name());
        return List.copyOf(argv);
    }
}
