package io.labctl.facts.storage;

import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Quantity;
import io.labctl.facts.source.Structure;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A volume group as {@code /etc/lvm/backup} has it, where LVM writes down each change of it. Only
 * root can read that, and {@code backup} in lvm.conf(5) can turn it off.
 */
final class LvmBackup {
    private static final String DIRECTORY = "/etc/lvm/backup/";
    private static final long SECTOR = 512;

    private final LvmText.Section group;
    private final long extent;

    private LvmBackup(LvmText.Section group) {
        this.group = group;
        this.extent = group.number("extent_size") * SECTOR;
    }

    static List<String> names(MachineFiles files) {
        return files.names(DIRECTORY);
    }

    /** Absent too when it is not understood. */
    static Optional<LvmBackup> of(String name, MachineFiles files) {
        String file = DIRECTORY + name;
        return files.text(file)
                .map(text -> LvmText.parse(file, text).sections().get(name))
                .filter(group -> !group.list("extent_size").isEmpty())
                .map(LvmBackup::new);
    }

    String uuid() {
        return group.text("id").orElse("");
    }

    Collection<String> physicalVolumes() {
        return volumes().stream().map(each -> each.text("id").orElse("")).toList();
    }

    /**
     * The group's facts.
     *
     * @param devices what the devices of physical volumes are called now, by their UUID
     */
    Structure facts(Map<String, String> devices) {
        long all = volumes().stream().mapToLong(each -> each.number("pe_count")).sum();
        Map<String, Long> used = used();
        long free = all - used.values().stream().mapToLong(each -> each).sum();
        var physical = new Structure();
        group.section("physical_volumes")
                .sections()
                .forEach(
                        (name, volume) ->
                                physical.nested(
                                        device(volume, devices),
                                        space(
                                                        volume.number("pe_count"),
                                                        volume.number("pe_count")
                                                                - used.getOrDefault(name, 0L))
                                                .maybe("uuid", volume.text("id"))));
        return space(all, free).with("uuid", uuid()).nested("physical_volumes", physical);
    }

    /** The volumes that people see, also those that are not active. */
    Structure logicalVolumes() {
        var logical = new Structure();
        group.section("logical_volumes")
                .sections()
                .forEach(
                        (name, volume) -> {
                            if (volume.list("status").contains("VISIBLE")) {
                                logical.nested(
                                        name,
                                        size("size", extents(volume))
                                                .maybe("uuid", volume.text("id")));
                            }
                        });
        return logical;
    }

    private Collection<LvmText.Section> volumes() {
        return group.section("physical_volumes").sections().values();
    }

    private static String device(LvmText.Section volume, Map<String, String> devices) {
        return volume.text("id")
                .map(devices::get)
                .or(() -> volume.text("device"))
                .orElse("unknown device");
    }

    private static long extents(LvmText.Section volume) {
        return volume.sections().values().stream()
                .mapToLong(segment -> segment.number("extent_count"))
                .sum();
    }

    /** The extents taken of each physical volume; what lies on other logical volumes takes none. */
    private Map<String, Long> used() {
        Set<String> physical = group.section("physical_volumes").sections().keySet();
        Map<String, Long> used = new HashMap<>();
        for (LvmText.Section volume : group.section("logical_volumes").sections().values()) {
            for (LvmText.Section segment : volume.sections().values()) {
                List<String> stripes =
                        segment.list("stripes").stream().filter(physical::contains).toList();
                for (String stripe : stripes) {
                    long share = segment.number("extent_count") / Math.max(1, stripes.size());
                    used.merge(stripe, share, Long::sum);
                }
            }
        }
        return used;
    }

    private Structure space(long all, long free) {
        return size("size", all).all(size("free", free));
    }

    private Structure size(String name, long extents) {
        long bytes = extents * extent;
        return new Structure().with(name + "_bytes", bytes).with(name, Quantity.bytes(bytes));
    }
}
