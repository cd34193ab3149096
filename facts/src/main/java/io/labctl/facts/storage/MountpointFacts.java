package io.labctl.facts.storage;

import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.MountTable;
import io.labctl.facts.source.Quantity;
import io.labctl.facts.source.Structure;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * {@code mountpoints}: {@code /proc/self/mounts} with the space on each local file system. A file
 * system that another machine or a program serves has no sizes here, nor has one mounted below it:
 * asking could hang for ever.
 */
public final class MountpointFacts implements FactSource {
    private static final Set<String> REMOTE =
            Set.of(
                    "9p",
                    "afs",
                    "beegfs",
                    "ceph",
                    "cifs",
                    "coda",
                    "davfs",
                    "fuse",
                    "glusterfs",
                    "gpfs",
                    "lustre",
                    "ncpfs",
                    "nfs",
                    "nfs4",
                    "orangefs",
                    "smb3",
                    "smbfs");

    private final MachineFiles files;
    private final MountSpace space;

    public MountpointFacts(MachineFiles files, MountSpace space) {
        this.files = files;
        this.space = space;
    }

    @Override
    public String name() {
        return "mountpoints";
    }

    @Override
    public SortedMap<String, Object> gather() {
        List<MountTable.Mount> mounts = MountTable.read(files);
        List<String> remote = remotePaths(mounts);
        Structure mountpoints = new Structure();
        for (MountTable.Mount mount : mounts) { // of two at one place the later one is seen
            if (!mount.isPseudo()) {
                Structure entry =
                        new Structure()
                                .with("device", mount.device())
                                .with("filesystem", mount.filesystem())
                                .with("options", mount.options());
                if (remote.stream().noneMatch(path -> isAtOrBelow(mount.path(), path))) {
                    addSpace(entry, space.of(mount.path()));
                }
                mountpoints.nested(mount.path(), entry);
            }
        }
        return new Structure().nested(name(), mountpoints).sorted();
    }

    /** Without a remote root, as a diskless machine has it: when that hangs, everything does. */
    private static List<String> remotePaths(List<MountTable.Mount> mounts) {
        return mounts.stream()
                .filter(
                        mount ->
                                REMOTE.contains(mount.filesystem())
                                        || mount.filesystem().startsWith("fuse."))
                .map(MountTable.Mount::path)
                .filter(path -> !path.equals("/"))
                .toList();
    }

    private static boolean isAtOrBelow(String path, String top) {
        return path.equals(top) || path.startsWith(top + "/");
    }

    private static void addSpace(Structure entry, MountSpace.Space space) {
        long used = space.total() - space.free();
        entry.with("size_bytes", space.total())
                .with("size", Quantity.bytes(space.total()))
                .with("available_bytes", space.available())
                .with("available", Quantity.bytes(space.available()))
                .with("used_bytes", used)
                .with("used", Quantity.bytes(used))
                .with("capacity", capacity(used, used + space.available()));
    }

    private static String capacity(long used, long usable) {
        if (used == usable) {
            return "100%";
        }
        return used > 0 ? Quantity.percent(used, usable) : "0%";
    }
}
