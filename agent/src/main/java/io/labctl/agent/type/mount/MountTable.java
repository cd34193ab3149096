package io.labctl.agent.type.mount;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.MountState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the kernel has mounted, and its swap space, at one moment. The table is read by a program,
 * so that it is that of the namespace in which mount(8) works.
 */
record MountTable(Root root, List<Mounted> mounts, List<String> swaps) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    MountTable {
        mounts = List.copyOf(mounts);
        swaps = List.copyOf(swaps);
    }

    static MountTable read(Root root, Commands commands) throws IOException {
        String text = commands.require(Command.of(List.of("cat", "/proc/self/mountinfo"), LIMIT));
        return new MountTable(
                root,
                text.lines().flatMap(line -> Mounted.parse(line).stream()).toList(),
                swaps(root.at("/proc/swaps")));
    }

    /** Below a heading; the first column is the device. */
    private static List<String> swaps(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .skip(1)
                        .map(line -> Escapes.read(line.split("[ \t]", 2)[0]))
                        .toList()
                : List.of();
    }

    /** All mounts at its mount point, the uppermost last; for swap space, what uses it. */
    List<Mounted> of(MountResource wanted) throws IOException {
        if (!wanted.isSwap()) {
            return mounts.stream()
                    .filter(each -> each.place().equals(wanted.target()))
                    .filter(each -> counts(each, wanted))
                    .toList();
        }
        String device = new Devices(root).kernelName(wanted.target());
        return swaps.stream().filter(device::equals).map(Mounted::swap).toList();
    }

    /**
     * A trigger mounts its file system on access: it is no mount yet, unless no more was asked for.
     * That of systemd comes from fstab(5), and goes with its entry.
     */
    private static boolean counts(Mounted mount, MountResource wanted) {
        return !mount.isTrigger()
                || wanted.fileSystem().equals(Mounted.TRIGGER)
                || wanted.options().stream().anyMatch(MountTable::asksForTrigger)
                || (wanted.state() == MountState.ABSENT && mount.isOfSystemd());
    }

    private static boolean asksForTrigger(String options) {
        return List.of(options.split(",", -1)).contains("x-systemd.automount");
    }
}
