package io.labctl.facts.storage;

import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Quantity;
import io.labctl.facts.source.Structure;
import java.util.Optional;
import java.util.SortedMap;

/** {@code disks}: the block devices that are hardware, from {@code /sys/block} and udev. */
public final class DiskFacts implements FactSource {
    private static final String DIRECTORY = "/sys/block/";

    private final MachineFiles files;
    private final UdevDatabase udev;

    public DiskFacts(MachineFiles files) {
        this.files = files;
        this.udev = new UdevDatabase(files);
    }

    @Override
    public String name() {
        return "disks";
    }

    @Override
    public SortedMap<String, Object> gather() {
        Structure disks = new Structure();
        files.names(DIRECTORY).stream()
                .filter(disk -> files.isDirectory(DIRECTORY + disk + "/device"))
                .forEach(disk -> disks.nested(disk, disk(DIRECTORY + disk)));
        return new Structure().nested(name(), disks).sorted();
    }

    private Structure disk(String folder) {
        UdevDatabase.Properties properties = udev.properties(folder);
        Optional<Long> bytes = Sectors.bytes(files, folder);
        return new Structure()
                .maybe("model", files.value(folder + "/device/model"))
                .maybe("vendor", files.value(folder + "/device/vendor"))
                .maybe("type", files.value(folder + "/queue/rotational").map(DiskFacts::type))
                .maybe("size_bytes", bytes)
                .maybe("size", bytes.map(Quantity::bytes))
                .maybe("serial", serial(folder, properties))
                .maybe("wwn", properties.first("ID_WWN_WITH_EXTENSION", "ID_WWN"));
    }

    private static String type(String rotational) {
        return rotational.equals("0") ? "ssd" : "hdd";
    }

    private Optional<String> serial(String folder, UdevDatabase.Properties properties) {
        return properties
                .first("SCSI_IDENT_SERIAL", "ID_SCSI_SERIAL", "ID_SERIAL_SHORT", "ID_SERIAL")
                .or(() -> files.value(folder + "/device/serial")) // NVMe
                .or(() -> files.value(folder + "/serial")); // virtio
    }
}
