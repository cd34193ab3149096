package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What apt-get(8) would do for an order, by asking it to only simulate that. */
final class AptSimulation {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /**
     * Nothing is changed, so another one that changes packages need not be waited for. Without
     * {@code -y} a hold of the package itself, which is lifted for the change, is no obstacle.
     */
    private static final List<String> SIMULATE =
            List.of("apt-get", "-q", "-s", "-o", "Debug::NoLocking=true");

    /** Among the install options of who knows what they do. */
    static final String REMOVES_ESSENTIAL_ONES = "--allow-remove-essential";

    private static final int REFUSED = 100;

    /** {@code Remv libfoo:i386 [1.0]}. */
    private static final Pattern REMOVED = Pattern.compile("(?:Remv|Purg) (\\S+)(?: .*)?");

    /** {@code Inst libfoo:i386 [1.0] (1.1 Debian:12/stable [i386])}. */
    private static final Pattern INSTALLED =
            Pattern.compile("Inst (\\S+) (?:\\[[^]]*] )?\\((\\S+) .*");

    private final Commands commands;

    AptSimulation(Commands commands) {
        this.commands = commands;
    }

    /**
     * {@link Packages#othersAfter}.
     *
     * @throws Conflict when apt-get refuses the order, with the sentence of the change itself
     */
    Map<String, FoundPackage> othersAfter(List<String> order, String name) throws IOException {
        return others(name, simulated(order));
    }

    /** {@link Packages#othersIfForced}; but for holds, apt-get(8) lets go what is in the way. */
    Map<String, FoundPackage> othersIfForced(List<String> order, String name) throws IOException {
        var free = new ArrayList<>(order);
        free.add(1, "--ignore-hold");
        try {
            return othersAfter(free, name);
        } catch (LabException _) { // for another reason, which the change itself tells
            return Map.of();
        }
    }

    /**
     * Refuses what apt-get would.
     *
     * @throws Conflict when apt-get refuses the order, with the sentence of the change itself
     */
    void requirePossible(List<String> order) throws IOException {
        simulated(order);
    }

    private String simulated(List<String> order) throws IOException {
        var argv = new ArrayList<>(SIMULATE);
        argv.addAll(order);
        Command simulation = Command.of(argv, LIMIT);
        Finished finished = commands.run(simulation);
        if (!order.contains(REMOVES_ESSENTIAL_ONES)) {
            EssentialPackages.requireKept(finished);
        }
        if (finished.ok()) {
            return finished.out();
        }
        String reason = AptComplaint.of(finished).reason(simulation);
        throw isRefusal(finished) ? new Conflict(reason) : new Unavailable(reason);
    }

    /** Neither cut short nor without a program. */
    private static boolean isRefusal(Finished finished) {
        return !finished.timedOut() && finished.exit() == REFUSED;
    }

    private static Map<String, FoundPackage> others(String name, String out) {
        var others = new TreeMap<String, FoundPackage>();
        for (String line : out.lines().toList()) {
            Matcher removal = REMOVED.matcher(line);
            Matcher installation = INSTALLED.matcher(line);
            if (removal.matches()) {
                others.put(removal.group(1), new FoundPackage(null));
            } else if (installation.matches()) {
                others.put(installation.group(1), new FoundPackage(installation.group(2)));
            }
        }
        if (others.remove(name) == null) { // told without the architecture if that is the machine's
            others.remove(name.replaceFirst(":.*", ""));
        }
        return others;
    }
}
