package io.labctl.agent.type.mount;

import io.labctl.agent.machine.Missing;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.resource.MountResource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;

/** What a mount needs on the machine beforehand: something to mount, and somewhere to mount it. */
record MountPlace(Root root, MountResource wanted) {
    private static final Set<String> SHOW_ANOTHER_PLACE = Set.of("bind", "rbind");

    /** Refuses one that leads nowhere. */
    void require() {
        if (!wanted.isSwap()) {
            requireMountPoint();
        } else if (wanted.device().startsWith("/") && !Files.exists(root.at(wanted.device()))) {
            throw device("no device or file '%s' to swap to".formatted(wanted.device()));
        }
    }

    /** Where the boot waits for the device, no line is to name one that is not there. */
    void requireDeviceAtBoot() {
        if (FstabLine.of(wanted, "").isNeededAtBoot()) {
            requireDevice();
        }
    }

    void requireDevice() {
        if (wanted.device().startsWith("/dev/") && !Files.exists(root.at(wanted.device()))) {
            throw device(
                    "no device '%s' to mount at '%s'".formatted(wanted.device(), wanted.target()));
        }
    }

    private Missing device(String why) {
        return new Missing(Missing.Kind.DEVICE, wanted.device(), why);
    }

    /** The kernel's table names a mount by where a link leads, so that it would not be found. */
    private void requireMountPoint() {
        for (Path up = Path.of(wanted.target()); up.getParent() != null; up = up.getParent()) {
            if (Files.isSymbolicLink(root.at(up.toString()))) {
                throw new Conflict(
                        "'%s' is a symlink: name the mount point by the place that it leads to"
                                .formatted(up));
            }
        }
        Path place = root.at(wanted.target());
        if (!Files.exists(place)) {
            throw new Missing(
                    Missing.Kind.DIRECTORY,
                    wanted.target(),
                    "nothing at '%s' to mount on".formatted(wanted.target()));
        }
        if (!Files.isDirectory(place) && !mayCoverFile()) {
            throw new Conflict(
                    "'%s' is not a directory, on which alone '%s' can be mounted"
                            .formatted(wanted.target(), wanted.fileSystem()));
        }
    }

    /** As a bind mount may (mount(8)), and what a program serves. */
    private boolean mayCoverFile() {
        return !Collections.disjoint(FstabLine.of(wanted, "").eachOption(), SHOW_ANOTHER_PLACE)
                || wanted.fileSystem().startsWith("fuse");
    }
}
