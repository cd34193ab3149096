package io.labctl.facts.storage;

import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Structure;
import io.labctl.facts.source.Words;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * {@code filesystems}: the kernel's file systems that live on a block device, from {@code
 * /proc/filesystems}.
 */
public final class FilesystemFacts implements FactSource {
    private final MachineFiles files;

    public FilesystemFacts(MachineFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "filesystems";
    }

    @Override
    public SortedMap<String, Object> gather() {
        String names =
                files.lines("/proc/filesystems").stream()
                        .map(Words::of)
                        .filter(words -> words.size() == 1) // others are marked nodev
                        .map(List::getFirst)
                        .filter(name -> !name.equals("fuseblk"))
                        .sorted()
                        .collect(Collectors.joining(","));
        Structure facts = new Structure();
        return (names.isEmpty() ? facts : facts.with(name(), names)).sorted();
    }
}
