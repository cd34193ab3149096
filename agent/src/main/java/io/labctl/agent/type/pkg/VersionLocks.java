package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The holds of dnf's versionlock plugin. They are by name, for all architectures. */
final class VersionLocks {
    /** The lists of packages may have to be fetched for it. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** {@code lab-clock-0:1.1-1.*}; with dnf 5 {@code Package name: lab-clock}. */
    private static final Pattern LOCK =
            Pattern.compile("Package name: (\\S+)|(?!!)(\\S+)-[^-\\s]+-[^-\\s]+");

    private final Commands commands;
    private final LockFiles files;
    private @Nullable Read read;

    private record Read(List<String> stamps, Set<String> names) {}

    VersionLocks(Root root, Commands commands) {
        this.commands = commands;
        this.files = new LockFiles(root);
    }

    /** Empty on a machine that has no such plugin; asked for anew when they have been changed. */
    synchronized Set<String> names() throws IOException {
        List<String> stamps = files.stamps();
        if (read == null || !read.stamps().equals(stamps)) {
            read = new Read(stamps, listed());
        }
        return read.names();
    }

    private Set<String> listed() throws IOException {
        Command list = command("list");
        Finished finished = commands.run(list);
        if (finished.ok()) {
            return parse(finished.out());
        }
        if (isMissing(finished)) {
            return Set.of();
        }
        throw new Unavailable("holds could not be looked at: " + finished.reason(list));
    }

    static Set<String> parse(String lines) {
        var names = new TreeSet<String>();
        for (String line : lines.lines().toList()) {
            Matcher lock = LOCK.matcher(line.strip());
            if (lock.matches()) {
                names.add(lock.group(1) == null ? lock.group(2) : lock.group(1));
            }
        }
        return names;
    }

    void add(String name) throws IOException {
        change("add", name);
    }

    void delete(String name) throws IOException {
        change("delete", name);
    }

    private synchronized void change(String verb, String name) throws IOException {
        Command change = command(verb, name);
        read = null;
        Finished finished = commands.run(change);
        if (isMissing(finished)) {
            throw new Unavailable(
                    "package '%s' cannot be held without dnf's versionlock plugin: install python3-dnf-plugin-versionlock"
                            .formatted(name));
        }
        if (!finished.ok()) {
            throw new Unavailable(finished.reason(change));
        }
    }

    private static boolean isMissing(Finished finished) {
        return !finished.ok() && (finished.out() + finished.err()).contains("No such command");
    }

    private static Command command(String... arguments) {
        var argv = new ArrayList<>(List.of("dnf", "-q", "-y", "versionlock"));
        argv.addAll(List.of(arguments));
        return Command.of(argv, LIMIT);
    }
}
