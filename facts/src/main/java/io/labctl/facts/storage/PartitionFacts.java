package io.labctl.facts.storage;

import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.MountTable;
import io.labctl.facts.source.Quantity;
import io.labctl.facts.source.Structure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * {@code partitions}: partitions, device-mapper volumes and loop devices in use, from {@code
 * /sys/block} and udev.
 */
public final class PartitionFacts implements FactSource {
    private static final String DIRECTORY = "/sys/block/";

    private final MachineFiles files;
    private final UdevDatabase udev;

    public PartitionFacts(MachineFiles files) {
        this.files = files;
        this.udev = new UdevDatabase(files);
    }

    @Override
    public String name() {
        return "partitions";
    }

    @Override
    public SortedMap<String, Object> gather() {
        Map<String, String> mounts = firstMounts();
        Structure partitions = new Structure();
        for (String device : files.names(DIRECTORY)) {
            String folder = DIRECTORY + device;
            if (files.isDirectory(folder + "/device")) {
                files.names(folder).stream()
                        .filter(
                                name ->
                                        name.startsWith(device)
                                                && files.isDirectory(folder + "/" + name))
                        .forEach(
                                name ->
                                        add(
                                                partitions,
                                                "/dev/" + name,
                                                folder + "/" + name,
                                                mounts));
            } else if (files.isDirectory(folder + "/dm")) {
                String name =
                        files.value(folder + "/dm/name")
                                .map(mapped -> "mapper/" + mapped)
                                .orElse(device);
                add(partitions, "/dev/" + name, folder, mounts);
            } else if (files.isDirectory(folder + "/loop")) {
                add(partitions, "/dev/" + device, folder, mounts);
            }
        }
        return new Structure().nested(name(), partitions).sorted();
    }

    private void add(Structure partitions, String name, String folder, Map<String, String> mounts) {
        UdevDatabase.Properties properties = udev.properties(folder);
        long bytes = Sectors.bytes(files, folder).orElse(0L);
        Structure partition =
                new Structure()
                        .with("size_bytes", bytes)
                        .with("size", Quantity.bytes(bytes))
                        .maybe("backing_file", files.value(folder + "/loop/backing_file"))
                        .maybe("filesystem", properties.first("ID_FS_TYPE"))
                        .maybe("uuid", properties.first("ID_FS_UUID_ENC", "ID_FS_UUID"))
                        .maybe("label", properties.first("ID_FS_LABEL_ENC", "ID_FS_LABEL"))
                        .maybe("partuuid", properties.first("ID_PART_ENTRY_UUID"))
                        .maybe("partlabel", properties.first("ID_PART_ENTRY_NAME"))
                        .maybe("parttype", properties.first("ID_PART_ENTRY_TYPE"))
                        .maybe("mount", Optional.ofNullable(mounts.get(name)));
        partitions.nested(name, partition);
    }

    /** Where each device was mounted first. */
    private Map<String, String> firstMounts() {
        Map<String, String> paths = new HashMap<>();
        MountTable.read(files).stream()
                .filter(mount -> !mount.isPseudo())
                .forEach(mount -> paths.putIfAbsent(mount.device(), mount.path()));
        return paths;
    }
}
