package io.labctl.agent.type.mount;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.resource.MountResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the kernel has mounted, and its swap space, at one moment. The table is read by a program,
 * so that it is that of the namespace in which mount(8) works.
 */
record MountTable(Root root, List<Mounted> mounts, List<String> swaps) {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Map<String, String> BY =
            Map.of(
                    "UUID", "by-uuid",
                    "LABEL", "by-label",
                    "PARTUUID", "by-partuuid",
                    "PARTLABEL", "by-partlabel");

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
            return mounts.stream().filter(each -> each.place().equals(wanted.target())).toList();
        }
        String device = swapDevice(wanted.target());
        return swaps.stream()
                .filter(device::equals)
                .map(each -> new Mounted(each, List.of()))
                .toList();
    }

    /** The name that the kernel uses of a device that is named by its label or a link. */
    private String swapDevice(String name) throws IOException {
        int equals = name.indexOf('=');
        String folder = equals < 0 ? null : BY.get(name.substring(0, equals));
        String path =
                folder == null
                        ? name
                        : "/dev/disk/%s/%s".formatted(folder, name.substring(equals + 1));
        Path link = root.at(path);
        if (!Files.isSymbolicLink(link)) {
            return path;
        }
        return root.nameOf(link.resolveSibling(Files.readSymbolicLink(link)).normalize());
    }
}
