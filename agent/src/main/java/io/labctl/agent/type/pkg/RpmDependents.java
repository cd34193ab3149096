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
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What dnf(8) removes together with a package. It tells that only in a table for people, so rpm(8)
 * is asked, which names those that need what is to go, but not yet those that need them.
 */
final class RpmDependents {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final List<String> TEST = List.of("rpm", "-e", "--test", "--allmatches", "--");

    /** {@code lab-clock is needed by (installed) lab-alarm-1.0-1.noarch}. */
    private static final Pattern NEEDED_BY =
            Pattern.compile("is needed by \\(installed\\) (?:\\d+:)?(\\S+)");

    private final Commands commands;

    RpmDependents(Commands commands) {
        this.commands = commands;
    }

    /** In alphabetical order. */
    List<String> of(String name) throws IOException {
        var dependents = new TreeSet<String>();
        boolean found = true;
        while (found) {
            found = dependents.addAll(needing(name, dependents));
        }
        return dependents.stream().map(RpmDependents::name).distinct().toList();
    }

    /** Those that need what is to go, where the others already go too. */
    private Set<String> needing(String name, Collection<String> others) throws IOException {
        var argv = new ArrayList<>(TEST);
        argv.add(name.replace(':', '.'));
        argv.addAll(others);
        Command test = Command.of(argv, LIMIT);
        Finished finished = commands.run(test);
        Set<String> needing =
                NEEDED_BY
                        .matcher(finished.err())
                        .results()
                        .map((MatchResult each) -> each.group(1))
                        .collect(Collectors.toSet());
        if (!finished.ok() && needing.isEmpty()) {
            throw new Unavailable(finished.reason(test));
        }
        return needing;
    }

    /** Without version, release and architecture. */
    private static String name(String whole) {
        return whole.replaceFirst("-[^-]+-[^-]+$", "");
    }
}
