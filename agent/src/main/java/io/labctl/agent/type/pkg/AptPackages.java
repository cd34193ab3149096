package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Packages by dpkg(1) and apt-get(8). Configuration files that people changed are kept. */
public final class AptPackages implements Packages {
    private static final Duration QUERY = Duration.ofMinutes(1);
    private static final Duration CHANGE = Duration.ofMinutes(30);

    /** A package that is killed half-way has to be mended; a run that is to end waits for 20 s. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    /**
     * The lists are fetched again after this at the earliest, however many packages are missing.
     */
    private static final Duration LISTS_ARE_FRESH = Duration.ofMinutes(10);

    private static final Map<String, String> ENVIRONMENT =
            Map.of("DEBIAN_FRONTEND", "noninteractive", "APT_LISTCHANGES_FRONTEND", "none");

    private static final List<String> APT_GET =
            List.of("apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300");

    /** What apt-get(8) says when its lists are missing or out of date. */
    private static final List<String> LISTS_ARE_OLD =
            List.of(
                    "Unable to locate package",
                    "has no installation candidate",
                    "was not found",
                    "Unable to fetch some archives",
                    "Failed to fetch");

    private static final String FORMAT =
            String.join(
                    "\\t",
                    "-f=${Package}",
                    "${Architecture}",
                    "${db:Status-Status}",
                    "${Version}\\n");

    private final Commands commands;
    private final MonotonicTime time;
    private @Nullable Duration updated;

    public AptPackages(Commands commands, MonotonicTime time) {
        this.commands = commands;
        this.time = time;
    }

    @Override
    public Map<String, String> installed(Collection<String> names) throws IOException {
        if (names.isEmpty()) {
            return Map.of();
        }
        var argv = new ArrayList<>(List.of("dpkg-query", "-W", FORMAT, "--"));
        argv.addAll(names);
        Command query = Command.of(argv, QUERY);
        Finished finished = commands.run(query);
        if (finished.timedOut() || finished.exit() > 1) { // 1: not all of them are known
            throw new Unavailable(
                    "packages could not be looked at (only apt is supported): "
                            + finished.reason(query));
        }
        return parse(finished.out());
    }

    /** A package is listed under its name and, for foreign architectures, under name:arch too. */
    static Map<String, String> parse(String lines) {
        var versions = new TreeMap<String, String>();
        for (String line : lines.lines().toList()) {
            String[] part = line.split("\t", -1);
            if (part.length == 4 && part[2].equals("installed")) {
                versions.putIfAbsent(part[0], part[3]);
                versions.put(part[0] + ":" + part[1], part[3]);
            }
        }
        return versions;
    }

    @Override
    public void install(String name, @Nullable String version) throws IOException {
        Command install =
                version == null
                        ? change("install", name)
                        : change("install", "--allow-downgrades", name + "=" + version);
        requireKnown(name);
        Finished finished = commands.run(install);
        if (!finished.ok() && listsAreOld(finished) && update()) {
            finished = commands.run(install);
        }
        if (!finished.ok()) {
            throw new Unavailable(finished.reason(install));
        }
    }

    /**
     * Whatever is no package's name, apt-get(8) takes for a pattern ({@code python3.}) or an order
     * ({@code hello+}), and installs something else.
     */
    private void requireKnown(String name) throws IOException {
        if (!isKnown(name) && !(update() && isKnown(name))) {
            throw new NotFound("no package '%s' in apt's lists".formatted(name));
        }
    }

    private boolean isKnown(String name) throws IOException {
        String ofAnyArchitecture = name.replaceFirst(":.*", "");
        Command names =
                Command.of(List.of("apt-cache", "pkgnames", "--", ofAnyArchitecture), QUERY);
        return commands.require(names).lines().anyMatch(ofAnyArchitecture::equals);
    }

    @Override
    public void remove(String name) throws IOException {
        commands.require(change("remove", name));
    }

    private static boolean listsAreOld(Finished finished) {
        return LISTS_ARE_OLD.stream()
                .anyMatch(text -> finished.err().contains(text) || finished.out().contains(text));
    }

    /** Whether the lists have been fetched anew; a failure is told, since some may be there. */
    private boolean update() throws IOException {
        Duration now = time.now();
        if (updated != null && now.minus(updated).compareTo(LISTS_ARE_FRESH) < 0) {
            return false;
        }
        updated = now;
        commands.require(apt(List.of("update")));
        return true;
    }

    private static Command change(String verb, String... arguments) {
        List<String> options = List.of("-o", "DPkg::Options::=--force-confold", verb);
        List<String> argv = Stream.concat(options.stream(), Stream.of(arguments)).toList();
        return apt(argv);
    }

    private static Command apt(List<String> arguments) {
        List<String> argv = Stream.concat(APT_GET.stream(), arguments.stream()).toList();
        return new Command(argv, CHANGE, GRACE, ENVIRONMENT, null);
    }
}
