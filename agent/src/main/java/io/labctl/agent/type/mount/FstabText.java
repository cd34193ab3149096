package io.labctl.agent.type.mount;

import io.labctl.agent.machine.TextLines;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text of fstab(5). Only the managed entry's lines ever change. */
record FstabText(List<String> lines) {
    FstabText {
        lines = List.copyOf(lines);
    }

    static FstabText of(String text) {
        return new FstabText(TextLines.of(text));
    }

    /** The entries that a resource manages, in their order. */
    List<FstabLine> managedBy(MountResource wanted, Devices devices) throws IOException {
        var managed = new ArrayList<FstabLine>();
        for (String line : lines) {
            managed(line, wanted, devices).ifPresent(managed::add);
        }
        return managed;
    }

    /** This text with the entry as wanted, in the place of the first one that it replaces. */
    FstabText with(MountResource wanted, Devices devices) throws IOException {
        var changed = new ArrayList<String>();
        boolean placed = wanted.ensure() == Presence.ABSENT;
        for (String line : lines) {
            Optional<FstabLine> old = managed(line, wanted, devices);
            if (old.isEmpty()) {
                changed.add(line);
            } else if (!placed) {
                changed.add(line(wanted, old.get().rest()));
                placed = true;
            }
        }
        if (!placed) {
            TextLines.append(changed, line(wanted, ""));
        }
        return new FstabText(changed);
    }

    List<FstabLine> entries() {
        return lines.stream().flatMap(line -> FstabLine.parse(line).stream()).toList();
    }

    String text() {
        return String.join("", lines);
    }

    private static Optional<FstabLine> managed(String line, MountResource wanted, Devices devices)
            throws IOException {
        Optional<FstabLine> entry = FstabLine.parse(line);
        return entry.isPresent() && entry.get().isOf(wanted, devices) ? entry : Optional.empty();
    }

    private static String line(MountResource wanted, String rest) {
        return FstabLine.of(wanted, rest).text() + "\n";
    }
}
