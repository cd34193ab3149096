package io.labctl.facts.storage;

import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Quantity;
import io.labctl.facts.source.Structure;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code lvm}: the volume groups of this machine. The active logical volumes are in sysfs; what the
 * kernel does not know, such as the space that is free, is what LVM has written down.
 */
public final class LvmFacts implements FactSource {
    private static final String DIRECTORY = "/sys/block/";

    /** The group's and the volume's; those of parts and layers of a volume have more behind. */
    private static final Pattern UUID = Pattern.compile("LVM-(\\w{32})(\\w{32})");

    /** In it, a hyphen of a name is doubled. */
    private static final Pattern NAME = Pattern.compile("((?:[^-]|--)++)-((?:[^-]|--)++)");

    /** Names that LVM keeps for the parts of a volume (lvm(8), valid names). */
    private static final Pattern PART =
            Pattern.compile(
                    ".*_(cdata|cmeta|corig|cvol|imeta|iorig|mimage|mlog|pmspare|rimage|rmeta|tdata|tmeta|vdata|vorigin|wcorig).*");

    private static final Pattern GROUPS_OF_UUID =
            Pattern.compile("(.{6})(.{4})(.{4})(.{4})(.{4})(.{4})(.{6})");

    private final MachineFiles files;
    private final UdevDatabase udev;

    public LvmFacts(MachineFiles files) {
        this.files = files;
        this.udev = new UdevDatabase(files);
    }

    @Override
    public String name() {
        return "lvm";
    }

    @Override
    public SortedMap<String, Object> gather() {
        Map<String, Active> groups = active();
        Map<String, String> devices = devices();
        var facts = new Structure();
        groups.forEach((name, group) -> facts.nested(name, group(name, group, devices)));
        for (String name : LvmBackup.names(files)) {
            if (!groups.containsKey(name)) {
                LvmBackup.of(name, files)
                        .filter(
                                group ->
                                        group.physicalVolumes().stream()
                                                .anyMatch(devices::containsKey))
                        .ifPresent(group -> facts.nested(name, written(group, devices)));
            }
        }
        return new Structure()
                .nested(name(), new Structure().nested("volume_groups", facts))
                .sorted();
    }

    /** A group of which volumes are active. */
    private record Active(String uuid, Structure volumes) {}

    private Structure group(String name, Active active, Map<String, String> devices) {
        return LvmBackup.of(name, files)
                .filter(written -> written.uuid().equals(active.uuid()))
                .map(
                        written ->
                                written.facts(devices)
                                        .nested(
                                                "logical_volumes",
                                                written.logicalVolumes().all(active.volumes())))
                .orElseGet(
                        () ->
                                new Structure()
                                        .with("uuid", active.uuid())
                                        .nested("logical_volumes", active.volumes()));
    }

    private static Structure written(LvmBackup group, Map<String, String> devices) {
        return group.facts(devices).nested("logical_volumes", group.logicalVolumes());
    }

    private Map<String, Active> active() {
        Map<String, Active> groups = new TreeMap<>();
        for (String device : files.names(DIRECTORY)) {
            String folder = DIRECTORY + device;
            Matcher uuid = UUID.matcher(files.value(folder + "/dm/uuid").orElse(""));
            Matcher name = NAME.matcher(files.value(folder + "/dm/name").orElse(""));
            if (uuid.matches() && name.matches() && !PART.matcher(name.group(2)).matches()) {
                groups.computeIfAbsent(
                                single(name.group(1)),
                                _ -> new Active(hyphenated(uuid.group(1)), new Structure()))
                        .volumes()
                        .nested(single(name.group(2)), volume(folder, uuid.group(2)));
            }
        }
        return groups;
    }

    private Structure volume(String folder, String uuid) {
        var bytes = Sectors.bytes(files, folder);
        return new Structure()
                .with("uuid", hyphenated(uuid))
                .maybe("size_bytes", bytes)
                .maybe("size", bytes.map(Quantity::bytes));
    }

    /** The devices that udev has found to be physical volumes, by their UUID. */
    private Map<String, String> devices() {
        Map<String, String> devices = new HashMap<>();
        for (String disk : files.names(DIRECTORY)) {
            physicalVolume(disk, DIRECTORY + disk, devices);
            files.names(DIRECTORY + disk).stream()
                    .filter(name -> name.startsWith(disk))
                    .forEach(name -> physicalVolume(name, DIRECTORY + disk + "/" + name, devices));
        }
        return devices;
    }

    private void physicalVolume(String name, String folder, Map<String, String> devices) {
        UdevDatabase.Properties properties = udev.properties(folder);
        if (properties.first("ID_FS_TYPE").filter("LVM2_member"::equals).isPresent()) {
            String device =
                    files.value(folder + "/dm/name").map(mapped -> "mapper/" + mapped).orElse(name);
            properties.first("ID_FS_UUID").ifPresent(uuid -> devices.put(uuid, "/dev/" + device));
        }
    }

    private static String single(String name) {
        return name.replace("--", "-");
    }

    private static String hyphenated(String uuid) {
        return GROUPS_OF_UUID.matcher(uuid).replaceFirst("$1-$2-$3-$4-$5-$6-$7");
    }
}
