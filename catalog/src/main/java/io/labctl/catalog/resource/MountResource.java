package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An entry of fstab(5), and whether it is mounted; all other lines of the file stay as they are.
 * What is mounted is read from the kernel's table, never by asking the file system, which may not
 * answer. Mounting and unmounting are given two minutes. Where there is no such device, nothing is
 * changed; and where mounting fails, fstab(5) is as before. A line that the boot goes on without is
 * written first and stays: one of another machine ({@code nas:/export}, {@code _netdev}), or with
 * {@code nofail}, {@code noauto} or {@code x-systemd.automount} among its options.
 *
 * @param target the mount point; of swap space, its device or file
 * @param device such as {@code /dev/sdb1}, {@code UUID=…}, {@code tmpfs} or {@code nas:/export};
 *     empty only when the entry is absent
 * @param fileSystem its type; {@code swap} for swap space, {@code none} for a bind mount
 * @param options as in the fourth field of fstab(5); none means {@code defaults}
 * @param dump the fifth field of fstab(5)
 * @param pass the sixth field of fstab(5): when fsck(8) looks at it
 */
public record MountResource(
        String target,
        MountState state,
        String device,
        String fileSystem,
        List<String> options,
        int dump,
        int pass)
        implements Resource {
    public static final String TYPE = "mount";
    public static final String SWAP = "swap";

    private static final String FSTAB = "/etc/fstab";
    private static final Pattern FILE_SYSTEM = Pattern.compile("[A-Za-z0-9_.,-]+");
    private static final Pattern OPTION = Pattern.compile("[^\\s\\p{Cntrl}]+");
    private static final int HIGHEST_PASS = 9;

    public MountResource {
        options = List.copyOf(options);
        if (!fileSystem.equals(SWAP)) {
            Rules.absolutePath(target);
        }
        Rules.oneLine("device", device);
        if (state != MountState.ABSENT && device.isBlank()) {
            throw InvalidInput.inField("device", "mount '%s' has no device".formatted(target));
        }
        checkType(state, target, fileSystem);
        if (fileSystem.equals(SWAP) && state != MountState.ABSENT && !target.equals(device)) {
            throw InvalidInput.inField(
                    "type",
                    "mount '%s' has the type swap, which has no mount point: declare plan.swap(\"%s\")"
                            .formatted(Printable.of(target), Printable.of(device)));
        }
        options.forEach(MountResource::checkOption);
        checkNumber("dump", dump);
        checkNumber("pass", pass);
    }

    private static void checkType(MountState state, String target, String type) {
        boolean needed = state != MountState.ABSENT;
        if (needed && type.isBlank()) {
            throw InvalidInput.inField(
                    "type", "mount '%s' has no type, such as ext4".formatted(target));
        }
        if (needed && !FILE_SYSTEM.matcher(type).matches()) {
            throw InvalidInput.inField(
                    "type",
                    "type '%s' of mount '%s' is not a file system's, such as ext4"
                            .formatted(Printable.of(type), target));
        }
    }

    private static void checkOption(String option) {
        if (!OPTION.matcher(option).matches()) {
            throw InvalidInput.inField(
                    "options",
                    "option '%s' of a mount is not one word".formatted(Printable.of(option)));
        }
    }

    private static void checkNumber(String field, int number) {
        if (number < 0 || number > HIGHEST_PASS) {
            throw InvalidInput.inField(
                    field, "%s %d is not 0 to %d".formatted(field, number, HIGHEST_PASS));
        }
    }

    @Override
    @JsonIgnore
    public Presence ensure() {
        return state == MountState.ABSENT ? Presence.ABSENT : Presence.PRESENT;
    }

    @JsonIgnore
    public boolean isSwap() {
        return fileSystem.equals(SWAP);
    }

    @Override
    @JsonIgnore
    public List<String> paths() {
        return isSwap() ? List.of(FSTAB) : List.of(FSTAB, target);
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, target);
    }

    /**
     * Its mount point, a directory that it binds, and all above them, where a catalog has these.
     */
    @Override
    @JsonIgnore
    public List<ResourceId> comesAfter() {
        if (isSwap()) {
            return List.of();
        }
        var ids = new ArrayList<>(Rules.at(target));
        if (device.startsWith("/")) {
            ids.add(new ResourceId(DirectoryResource.TYPE, device));
        }
        return ids;
    }
}
