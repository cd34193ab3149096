package io.labctl.agent.machine;

import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a program runs as.
 *
 * @param isOwn whether that is the agent's own user, so that nothing has to be changed
 */
public record RunAs(Accounts.User user, boolean isOwn) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Of getent(1): there is no such key, or no such program. */
    private static final Set<Integer> NOT_KNOWN = Set.of(2, 127);

    /** In Debian and in Fedora; a program may be given a PATH in which it is not. */
    private static final String SETPRIV = "/usr/bin/setpriv";

    /**
     * The one with this name, also one of a directory such as LDAP, for which getent(1) is asked.
     *
     * @param name null for the agent's own
     * @throws io.labctl.catalog.error.NotFound when there is none
     */
    public static RunAs named(@Nullable String name, Accounts local, Commands commands)
            throws IOException {
        if (name == null) {
            return own(local);
        }
        return new RunAs(
                local.user(name)
                        .or(() -> asked(name, commands))
                        .orElseThrow(() -> Missing.user(name)),
                false);
    }

    private static RunAs own(Accounts local) throws IOException {
        long uid = ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        String name = local.userName(uid, null);
        return new RunAs(
                local.user(name)
                        .orElseGet(() -> new Accounts.User(name, uid, uid, "", "/", "/bin/sh")),
                true);
    }

    private static Optional<Accounts.User> asked(String name, Commands commands) {
        Command command = Command.of(List.of("getent", "passwd", name), LIMIT);
        try {
            Finished finished = commands.run(command);
            if (!finished.ok() && !NOT_KNOWN.contains(finished.exit())) {
                throw notTold(name, finished.reason(command));
            }
            return finished.out().lines().findFirst().flatMap(Accounts::userIn);
        } catch (IOException e) {
            throw notTold(name, String.valueOf(e.getMessage()));
        }
    }

    private static Unavailable notTold(String name, String why) {
        return new Unavailable("user '%s' cannot be looked up: %s".formatted(name, why));
    }

    /** The program that runs this one so. */
    List<String> running(List<String> argv) {
        var whole = new ArrayList<String>();
        if (!isOwn) {
            whole.addAll(
                    List.of(
                            SETPRIV,
                            "--reuid",
                            Long.toString(user.uid()),
                            "--regid",
                            Long.toString(user.gid()),
                            "--init-groups",
                            "--"));
        }
        whole.addAll(argv);
        return whole;
    }

    /** What such a program finds, as after a login that no shell has part in. */
    public Map<String, String> environment() {
        var found = new HashMap<String, String>();
        found.put("PATH", Command.PATH);
        found.put("HOME", user.home());
        found.put("USER", user.name());
        found.put("LOGNAME", user.name());
        found.put("SHELL", user.shell().isEmpty() ? "/bin/sh" : user.shell());
        return found;
    }

    /** The user's home; {@code /} where that is missing. */
    public Path home() {
        Path home = Path.of("/").resolve(user.home());
        return Files.isDirectory(home) ? home : Path.of("/");
    }
}
