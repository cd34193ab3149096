package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.version.RpmVersions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What rpm(8) has installed. */
final class RpmDatabase {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Of one architecture, as a pattern. */
    static final String ARCHITECTURE =
            "(?:noarch|x86_64|i[3-6]86|aarch64|armv7hl|ppc64le|s390x|riscv64|src)";

    /** An architecture at the end of a name, as rpm and dnf take it. */
    private static final Pattern WITH_ARCHITECTURE = Pattern.compile(".*\\." + ARCHITECTURE);

    /** Of packages beside those of a machine's own architecture. */
    private static final Set<String> SECONDARY = Set.of("i386", "i486", "i586", "i686");

    private static final String FORMAT =
            "%{NAME}\\t%{ARCH}\\t%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}\\n";

    private final Commands commands;

    RpmDatabase(Commands commands) {
        this.commands = commands;
    }

    Map<String, FoundPackage> found(Collection<String> names) throws IOException {
        if (names.isEmpty()) {
            return Map.of();
        }
        names.forEach(RpmDatabase::checkName);
        var argv = new ArrayList<>(List.of("rpm", "-q", "--qf", FORMAT, "--"));
        names.forEach(name -> argv.add(name.replace(':', '.')));
        Command query = Command.of(argv, LIMIT);
        Finished finished = commands.run(query);
        boolean broken = finished.exit() != 0 && finished.err().contains("error:");
        if (finished.timedOut() || broken || finished.exit() == 127) { // else so many are missing
            throw new Unavailable("packages could not be looked at: " + finished.reason(query));
        }
        return parse(finished.out());
    }

    /** Keys of the packager are kept as packages, but are none. */
    List<String> names() throws IOException {
        Command query = Command.of(List.of("rpm", "-qa", "--qf", "%{NAME}\\n"), LIMIT);
        return commands.require(query)
                .lines()
                .filter(name -> !name.equals("gpg-pubkey"))
                .distinct()
                .sorted()
                .toList();
    }

    private static void checkName(String name) {
        if (WITH_ARCHITECTURE.matcher(name).matches()) {
            throw new InvalidInput(
                    "package '%s' has its architecture behind a dot: write '%s'"
                            .formatted(name, name.replaceFirst("\\.([^.]*)$", ":$1")));
        }
    }

    /**
     * Each under its name and under name:arch. Of several under one name, the machine's own
     * architecture counts, then the newest, as of kernels.
     */
    static Map<String, FoundPackage> parse(String lines) {
        var own = new TreeMap<String, String>();
        var secondary = new TreeMap<String, String>();
        for (String line : lines.lines().toList()) {
            String[] part = line.split("\t", -1);
            if (part.length == 3) {
                String version = part[2].replaceFirst("^0:", ""); // as dnf writes it
                (SECONDARY.contains(part[1]) ? secondary : own)
                        .merge(part[0], version, RpmDatabase::newer);
                own.merge(part[0] + ":" + part[1], version, RpmDatabase::newer);
            }
        }
        var found = new TreeMap<String, FoundPackage>();
        secondary.forEach((name, version) -> found.put(name, new FoundPackage(version)));
        own.forEach((name, version) -> found.put(name, new FoundPackage(version)));
        return found;
    }

    private static String newer(String one, String other) {
        return RpmVersions.compare(one, other) >= 0 ? one : other;
    }
}
