package io.labctl.agent.type.host;

import io.labctl.agent.machine.TextLines;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.Presence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of hosts(5), each line with its own line end. Only the managed entry's lines ever
 * change: those with its name, except the loopback address of the family that is not its own.
 */
record HostsText(List<String> lines) {
    HostsText {
        lines = List.copyOf(lines);
    }

    static HostsText of(String text) {
        return new HostsText(TextLines.of(text));
    }

    /** The entries that a resource manages, in their order. */
    List<HostLine> managedBy(HostResource wanted) {
        return lines.stream().flatMap(line -> managed(line, wanted).stream()).toList();
    }

    /** This text with the entry as wanted, in the place of the first one that it replaces. */
    HostsText with(HostResource wanted) {
        var changed = new ArrayList<String>();
        boolean placed = wanted.ensure() == Presence.ABSENT;
        for (String line : lines) {
            Optional<HostLine> old = managed(line, wanted);
            if (old.isEmpty()) {
                changed.add(line);
            } else if (!placed) {
                changed.add(line(wanted, old.get().comment()));
                placed = true;
            }
        }
        if (!placed) {
            TextLines.append(changed, line(wanted, ""));
        }
        return new HostsText(changed);
    }

    /** For a diff. */
    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    String text() {
        return String.join("", lines);
    }

    private static Optional<HostLine> managed(String line, HostResource wanted) {
        return HostLine.parse(line)
                .filter(entry -> entry.name().equals(wanted.name()))
                .filter(
                        entry ->
                                wanted.ensure() == Presence.ABSENT
                                        || !entry.mayStandBeside(wanted.ip()));
    }

    private static String line(HostResource wanted, String comment) {
        return HostLine.of(wanted, comment).text() + "\n";
    }
}
