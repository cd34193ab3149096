package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What dpkg-query(1) tells of packages.
 *
 * @param isUsual whether it is of the machine's own architecture, or of all
 * @param wanted what is wanted of it: {@code install}, {@code hold}, {@code deinstall}
 * @param status how far it is: {@code installed}, {@code config-files}, {@code half-configured}
 */
record DpkgStatus(
        String name,
        String architecture,
        boolean isUsual,
        String wanted,
        String status,
        String version) {
    /** Itself a package, and always one of the machine's own architecture. */
    private static final String DPKG = "dpkg";

    /** How far one is that was cut while it came or went. */
    static final String CUT = "half-installed";

    /** As a shell says of a program that is not there. */
    private static final int NOT_FOUND = 127;

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String FORMAT =
            String.join(
                    "\\t",
                    "-f=${Package}",
                    "${Architecture}",
                    "${db:Status-Want}",
                    "${db:Status-Status}",
                    "${Version}\\n");

    static List<DpkgStatus> of(Collection<String> names, Commands commands) throws IOException {
        if (names.isEmpty()) {
            return List.of();
        }
        var argv = new ArrayList<>(List.of("dpkg-query", "-W", FORMAT, "--"));
        argv.addAll(names);
        argv.add(DPKG);
        Command query = Command.of(argv, LIMIT);
        Finished finished = commands.run(query);
        if (finished.timedOut() || finished.exit() > 1) { // 1: not all of them are known
            throw new Unavailable(
                    "packages could not be looked at%s: %s"
                            .formatted(
                                    finished.exit() == NOT_FOUND
                                            ? " (only apt and dnf are supported)"
                                            : "",
                                    finished.reason(query)));
        }
        boolean isAsked = names.stream().anyMatch(each -> each.split(":", 2)[0].equals(DPKG));
        return parse(finished.out()).stream()
                .filter(each -> isAsked || !each.name().equals(DPKG))
                .toList();
    }

    /** Of all that is there; those of other architectures than the machine's with theirs. */
    static List<String> names(Commands commands) throws IOException {
        return all(commands).stream()
                .filter(DpkgStatus::isThere)
                .map(each -> each.names().getFirst())
                .distinct()
                .sorted()
                .toList();
    }

    /** By name, how far those are that are there and not in order. */
    static SortedMap<String, String> troubles(Commands commands) throws IOException {
        var troubles = new TreeMap<String, String>();
        for (DpkgStatus each : all(commands)) {
            if (each.trouble() != null) {
                troubles.put(each.names().getFirst(), each.trouble());
            }
        }
        return troubles;
    }

    private static List<DpkgStatus> all(Commands commands) throws IOException {
        return parse(commands.require(Command.of(List.of("dpkg-query", "-W", FORMAT), LIMIT)));
    }

    static List<DpkgStatus> parse(String lines) {
        List<String[]> all =
                lines.lines()
                        .map(line -> line.split("\t", -1))
                        .filter(part -> part.length == 5)
                        .toList();
        Set<String> usual =
                all.stream()
                        .filter(part -> part[0].equals(DPKG))
                        .flatMap(part -> Stream.of(part[1], "all"))
                        .collect(Collectors.toSet());
        return all.stream()
                .map(
                        part ->
                                new DpkgStatus(
                                        part[0],
                                        part[1],
                                        usual.isEmpty() || usual.contains(part[1]),
                                        part[2],
                                        part[3],
                                        part[4]))
                .toList();
    }

    /** Be it that its own script failed, or that whoever brought it was killed. */
    boolean isThere() {
        return !isLeftOver() && !status.equals("not-installed");
    }

    /** How far it is, when it is there and not in order. */
    @Nullable String trouble() {
        return isThere() && !status.equals("installed") ? status : null;
    }

    boolean isLeftOver() {
        return status.equals("config-files");
    }

    boolean isHeld() {
        return wanted.equals("hold");
    }

    /** What it is known by: a package of another architecture by nothing but name:arch. */
    List<String> names() {
        String whole = name + ":" + architecture;
        return isUsual ? List.of(name, whole) : List.of(whole);
    }
}
