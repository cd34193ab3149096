package io.labctl.agent.machine;

import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who has an account, as programs see it: also one of a directory such as LDAP, for which getent(1)
 * is asked, once for each in a look at the machine.
 */
public final class KnownUsers {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int NO_SUCH_KEY = 2;
    private static final int NO_SUCH_PROGRAM = 127;

    private final Accounts local;
    private final Commands commands;
    private final Map<String, Boolean> asked = new HashMap<>();

    public KnownUsers(Accounts local, Commands commands) {
        this.local = local;
        this.commands = commands;
    }

    /**
     * Whether there is such an account.
     *
     * @throws Unavailable when the directory cannot tell
     */
    public boolean has(String name) throws IOException {
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

    /** What to say of one whom nobody knows. */
    public static NotFound missing(String name) {
        return new NotFound("no user '%s' on this machine".formatted(name));
    }

    /** One sentence for all of them. */
    public static NotFound missing(Collection<String> names) {
        return names.size() == 1
                ? missing(names.iterator().next())
                : new NotFound(
                        names.stream()
                                .map("'%s'"::formatted)
                                .collect(
                                        Collectors.joining(", ", "no users ", " on this machine")));
    }
}
