package io.labctl.agent.type.mount;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.replaced.Disclosure;
import io.labctl.agent.replaced.EditedFile;
import io.labctl.agent.replaced.EditedText;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.MountState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link MountResource}, by fstab(5), mount(8), umount(8), swapon(8) and swapoff(8). */
public final class MountType implements ResourceType<MountResource, MountFound> {
    private static final String FSTAB = "/etc/fstab";
    private static final String NOFAIL = "nofail";

    private static final int LARGEST = 64 * 1024 * 1024; // in bytes

    /** A server that does not answer must not hold up the run for ever. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Root root;
    private final Commands commands;
    private final EditedFile fstab;
    private final Devices devices;

    public MountType(Root root, Commands commands, Backups backups) {
        this.root = root;
        this.commands = commands;
        this.fstab = new EditedFile(root, backups, FSTAB, LARGEST);
        this.devices = new Devices(root);
    }

    @Override
    public Map<MountResource, MountFound> observe(Collection<MountResource> wanted)
            throws IOException {
        EditedText read = fstab.read();
        FstabText text = FstabText.of(read.text());
        Disclosure disclosure = read.disclosure();
        MountTable table = MountTable.read(root, commands);
        var found = new LinkedHashMap<MountResource, MountFound>();
        for (MountResource each : wanted) {
            found.put(
                    each,
                    new MountFound(text.managedBy(each, devices), table.of(each), disclosure));
        }
        return found;
    }

    List<FstabLine> entries() throws IOException {
        return FstabText.of(fstab.read().text()).entries();
    }

    @Override
    public List<String> makes(MountResource wanted) {
        return List.of(FSTAB);
    }

    @Override
    public List<Change> plan(MountResource wanted, MountFound found) {
        return MountPlan.of(wanted, found);
    }

    @Override
    public void requirePossible(MountResource wanted, List<Change> changes) throws IOException {
        if (wanted.state() != MountState.MOUNTED) {
            return;
        }
        if (MountTable.read(root, commands).of(wanted).isEmpty()) {
            place(wanted).requireDeviceAtBoot();
            place(wanted).require();
            place(wanted).requireDevice();
        } else if (isOther(wanted, properties(changes))) {
            place(wanted).requireDevice();
        }
    }

    /** A line without which the boot goes on; the device may be there then. */
    @Override
    public List<Change> madeAnyway(MountResource wanted, List<Change> changes) {
        try {
            place(wanted).require();
            place(wanted).requireDeviceAtBoot();
        } catch (LabException _) { // told already
            return List.of();
        }
        return changes.stream().filter(each -> !each.property().equals(MountPlan.MOUNTED)).toList();
    }

    @Override
    public void apply(MountResource wanted, List<Change> changes) throws IOException {
        Set<String> changed = properties(changes);
        List<Mounted> mounted = MountTable.read(root, commands).of(wanted);
        boolean other = isOther(wanted, changed);
        if (wanted.state() == MountState.MOUNTED && (mounted.isEmpty() || other)) {
            place(wanted).requireDeviceAtBoot();
        }
        if (wanted.state() == MountState.MOUNTED && mounted.isEmpty()) {
            place(wanted).require();
        }
        if (wanted.state() != MountState.DEFINED
                && (wanted.state() != MountState.MOUNTED || other)) {
            unmount(wanted, mounted);
            mounted = List.of();
        }
        FstabText before = write(wanted);
        if (wanted.state() == MountState.MOUNTED) {
            try {
                mount(wanted, mounted, changed);
            } catch (IOException | RuntimeException e) {
                if (FstabLine.of(wanted, "").isNeededAtBoot()) {
                    takeBack(wanted, before, e);
                }
                throw e;
            }
        }
    }

    private static Set<String> properties(List<Change> changes) {
        return changes.stream().map(Change::property).collect(Collectors.toSet());
    }

    /** Whether something else is to be mounted in its place. */
    private boolean isOther(MountResource wanted, Set<String> changed) throws IOException {
        return changed.contains(MountPlan.KIND)
                || (changed.contains(MountPlan.DEVICE) && !isSpelledOtherwise(wanted));
    }

    private boolean isSpelledOtherwise(MountResource wanted) throws IOException {
        for (FstabLine each : FstabText.of(fstab.read().text()).managedBy(wanted, devices)) {
            if (!devices.same(each.device(), wanted.device())) {
                return false;
            }
        }
        return true;
    }

    private void unmount(MountResource wanted, List<Mounted> mounted) throws IOException {
        for (Mounted each : mounted) {
            if (wanted.isSwap()) {
                run("swapoff", each.place());
            } else {
                unmount(each.place());
            }
        }
    }

    private void unmount(String place) throws IOException {
        try {
            run("umount", place);
        } catch (Unavailable e) {
            Optional<String> user = new MountUsers(root).first(place);
            if (user.isEmpty()) {
                throw e;
            }
            throw new Unavailable(
                    "%s; %s uses it: end that first".formatted(e.sentence(), user.get()), e);
        }
    }

    /** What stood there before. */
    private FstabText write(MountResource wanted) throws IOException {
        FstabText before = FstabText.of(fstab.read().text());
        FstabText after = before.with(wanted, devices);
        if (!after.equals(before)) {
            replace(after, !before.managedBy(wanted, devices).isEmpty());
        }
        return before;
    }

    /** Unless somebody else has written there meanwhile. */
    private void takeBack(MountResource wanted, FstabText before, Exception cause) {
        try {
            FstabText written = before.with(wanted, devices);
            if (!written.equals(before) && FstabText.of(fstab.read().text()).equals(written)) {
                replace(before, false);
            }
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private void replace(FstabText text, boolean takesAway) throws IOException {
        fstab.replace(text.text(), takesAway);
        if (Files.isDirectory(root.at("/run/systemd/system"))) { // sd_booted(3)
            run("systemctl", "daemon-reload"); // it makes units of the entries
        }
    }

    private void mount(MountResource wanted, List<Mounted> mounted, Set<String> changed)
            throws IOException {
        if (mounted.isEmpty()) {
            place(wanted).requireDevice();
            if (wanted.isSwap()) {
                // the long option takes what comes behind a blank for a device
                run("swapon", "-o", withoutNofail(wanted), wanted.device());
            } else {
                mountByItsLine(wanted);
            }
        } else if (!wanted.isSwap()
                && (changed.contains(MountPlan.OPTIONS) || changed.contains(MountPlan.IN_EFFECT))) {
            run("mount", "-o", "remount", wanted.target());
        }
    }

    /** With {@code nofail}, mount(8) exits 0 and keeps to itself why it has not mounted. */
    private void mountByItsLine(MountResource wanted) throws IOException {
        run("mount", wanted.target());
        if (options(wanted).contains(NOFAIL)
                && MountTable.read(root, commands).of(wanted).isEmpty()) {
            run(
                    "mount",
                    "-t",
                    wanted.fileSystem(),
                    "-o",
                    withoutNofail(wanted),
                    wanted.device(),
                    wanted.target());
        }
    }

    private static List<String> options(MountResource wanted) {
        return FstabLine.of(wanted, "").eachOption();
    }

    private static String withoutNofail(MountResource wanted) {
        String others =
                options(wanted).stream()
                        .filter(each -> !each.equals(NOFAIL))
                        .collect(Collectors.joining(","));
        return others.isEmpty() ? "defaults" : others;
    }

    private void run(String... argv) throws IOException {
        commands.require(Command.of(List.of(argv), LIMIT));
    }

    private MountPlace place(MountResource wanted) {
        return new MountPlace(root, wanted);
    }
}
