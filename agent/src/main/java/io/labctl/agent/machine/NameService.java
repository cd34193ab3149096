package io.labctl.agent.machine;

import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What nsswitch.conf(5) leads to besides the machine's own files, such as a directory. */
public final class NameService {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int NO_SUCH_KEY = 2;
    private static final int NO_SUCH_PROGRAM = 127;

    /** As getent(1) calls it. */
    public enum Database {
        PASSWD("user"),
        GROUP("group");

        private final String entry;

        Database(String entry) {
            this.entry = entry;
        }
    }

    private final Commands commands;

    public NameService(Commands commands) {
        this.commands = commands;
    }

    /**
     * Whether it has an entry of this name. Asks each time.
     *
     * @throws Unavailable when it cannot tell
     */
    public boolean has(Database database, String name) throws IOException {
        String called = database.name().toLowerCase(Locale.ROOT);
        Command command = Command.of(List.of("getent", called, name), LIMIT);
        Finished finished = commands.run(command);
        boolean told = finished.exit() == NO_SUCH_KEY || finished.exit() == NO_SUCH_PROGRAM;
        if (!finished.ok() && (finished.timedOut() || !told)) {
            throw new Unavailable(
                    "%s '%s' cannot be looked up: %s"
                            .formatted(database.entry, name, finished.reason(command)));
        }
        return finished.ok();
    }
}
