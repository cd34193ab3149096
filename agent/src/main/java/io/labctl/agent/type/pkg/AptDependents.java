package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What apt-get(8) removes together with a package, by asking it to only simulate that. */
final class AptDependents {
    private static final Logger LOG = LoggerFactory.getLogger(AptDependents.class);

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Nothing is changed, so another one that changes packages need not be waited for. */
    private static final List<String> SIMULATE =
            List.of("apt-get", "-q", "-s", "-o", "Debug::NoLocking=true", "remove");

    /** {@code Remv libfoo:i386 [1.0]}. */
    private static final Pattern REMOVED = Pattern.compile("(?:Remv|Purg) (\\S+)(?: .*)?");

    private final Commands commands;

    AptDependents(Commands commands) {
        this.commands = commands;
    }

    /** In alphabetical order. Where apt-get cannot tell, the removal itself will say why. */
    List<String> of(String name) throws IOException {
        var argv = new ArrayList<>(SIMULATE);
        argv.add(name);
        Command simulate = Command.of(argv, LIMIT);
        Finished finished = commands.run(simulate);
        if (!finished.ok()) {
            LOG.atWarn()
                    .addKeyValue("resource", "package[%s]".formatted(name))
                    .addKeyValue("reason", finished.reason(simulate))
                    .log("dependents not known");
            return List.of();
        }
        return others(name, finished.out());
    }

    private static List<String> others(String name, String out) {
        Set<String> removed = new TreeSet<>();
        for (String line : out.lines().toList()) {
            Matcher removal = REMOVED.matcher(line);
            if (removal.matches()) {
                removed.add(removal.group(1));
            }
        }
        if (!removed.remove(name)) { // told without the architecture where that is the machine's
            removed.remove(name.replaceFirst(":.*", ""));
        }
        return List.copyOf(removed);
    }
}
