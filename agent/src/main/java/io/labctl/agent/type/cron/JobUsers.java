package io.labctl.agent.type.cron;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who has an account, as the daemon sees it: also one of a directory such as LDAP, for which
 * getent(1) is asked, once for each in a look at the machine.
 */
final class JobUsers {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int NO_SUCH_KEY = 2;
    private static final int NO_SUCH_PROGRAM = 127;

    private final Accounts local;
    private final Commands commands;
    private final Map<String, Boolean> asked = new HashMap<>();

    JobUsers(Accounts local, Commands commands) {
        this.local = local;
        this.commands = commands;
    }

    /**
     * @throws Unavailable when the directory cannot tell
     */
    boolean has(String name) throws IOException {
        if (local.user(name).isPresent()) {
            return true;
        }
        Boolean known = asked.get(name);
        if (known == null) {
            known = ask(name);
            asked.put(name, known);
        }
        return known;
    }

    private boolean ask(String name) throws IOException {
        Command command = Command.of(List.of("getent", "passwd", name), LIMIT);
        Finished finished = commands.run(command);
        boolean told = finished.exit() == NO_SUCH_KEY || finished.exit() == NO_SUCH_PROGRAM;
        if (!finished.ok() && (finished.timedOut() || !told)) {
            throw new Unavailable(
                    "user '%s' cannot be looked up: %s".formatted(name, finished.reason(command)));
        }
        return finished.ok();
    }

    static NotFound missing(String name) {
        return new NotFound("no user '%s' on this machine".formatted(name));
    }
}
