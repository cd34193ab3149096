package io.labctl.agent.type.sysctl;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.replaced.Body;
import io.labctl.agent.replaced.Disclosure;
import io.labctl.agent.type.sysctl.Setting.Kept;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.SysctlName;
import io.labctl.catalog.resource.SysctlResource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link SysctlResource}, by {@code /proc/sys} and a file of sysctl.d(5) for each. */
public final class SysctlType implements ResourceType<SysctlResource, Setting> {
    private static final Access ACCESS = new Access("root", "root", "0644");
    private static final String VALUE = "value";

    /** Of a value in the kernel, in bytes. */
    private static final int LONGEST = 16 * 1024;

    private final Root root;
    private final Backups backups;

    public SysctlType(Root root, Backups backups) {
        this.root = root;
        this.backups = backups;
    }

    @Override
    public Map<SysctlResource, Setting> observe(Collection<SysctlResource> wanted)
            throws IOException {
        SettingsFiles files = SettingsFiles.read(root);
        Accounts accounts = Accounts.read(root);
        var found = new LinkedHashMap<SysctlResource, Setting>();
        for (SysctlResource each : wanted) {
            found.put(
                    each,
                    new Setting(
                            each.runtime() ? now(each) : Optional.empty(),
                            kept(each, accounts),
                            files.lastAfter(each.file(), each.name())));
        }
        return found;
    }

    private Optional<String> now(SysctlResource wanted) throws IOException {
        Path file = inKernel(wanted);
        return Files.isRegularFile(file) ? Optional.of(text(file)) : Optional.empty();
    }

    /** In one go: the kernel gives a number to the first read only, however little that takes. */
    private static String text(Path file) throws IOException {
        try (FileChannel value = FileChannel.open(file)) {
            var bytes = ByteBuffer.allocate(LONGEST);
            int read;
            do {
                read = value.read(bytes);
            } while (read > 0);
            return SettingsFile.plain(StandardCharsets.ISO_8859_1.decode(bytes.flip()).toString());
        }
    }

    private Optional<Kept> kept(SysctlResource wanted, Accounts accounts) throws IOException {
        Optional<Path> place = Optional.of(root.at(wanted.file()));
        try (HeldEntry file = HeldEntry.at(place, PathKind.FILE, wanted.file()).orElse(null)) {
            return file == null ? Optional.empty() : Optional.of(kept(file, accounts));
        }
    }

    private static Kept kept(HeldEntry file, Accounts accounts) throws IOException {
        try (InputStream in = file.content()) {
            return new Kept(
                    new String(in.readAllBytes(), StandardCharsets.ISO_8859_1),
                    Access.of(file, accounts, ACCESS));
        }
    }

    @Override
    public List<String> makes(SysctlResource wanted) {
        return wanted.paths();
    }

    @Override
    public List<Change> plan(SysctlResource wanted, Setting found) {
        if (wanted.ensure() == Presence.ABSENT) {
            return found.file().map(_ -> Change.of("ensure", "present", "absent")).stream()
                    .toList();
        }
        var changes = new ArrayList<Change>();
        if (wanted.runtime() && !found.now().equals(Optional.of(wanted.value()))) {
            changes.add(Change.of(VALUE, found.now().orElse(null), wanted.value()));
        }
        if (wanted.persistent()) {
            changes.addAll(fileChanges(wanted, found));
            if (changes.isEmpty()) {
                mustLast(wanted, found);
            }
        }
        return changes;
    }

    private static List<Change> fileChanges(SysctlResource wanted, Setting found) {
        if (found.file().isEmpty()) {
            return List.of(Change.of("file", null, wanted.value()));
        }
        Kept kept = found.file().get();
        var changes = new ArrayList<Change>();
        if (!kept.text().equals(text(wanted))) {
            changes.add(rewritten(wanted, kept));
        }
        changes.addAll(kept.access().toward(ACCESS));
        return changes;
    }

    private static Change rewritten(SysctlResource wanted, Kept kept) {
        String from = SettingsFile.of(wanted.file(), kept.text()).values().get(wanted.name());
        String diff =
                new Disclosure(wanted.file(), kept.access().isReadableByAll())
                        .diff(new Body.Text(kept.text()), new Body.Text(text(wanted)));
        return new Change("file", from, wanted.value(), diff);
    }

    private static void mustLast(SysctlResource wanted, Setting found) {
        SettingsFile later = found.later().orElse(null);
        String value = later == null ? wanted.value() : later.values().get(wanted.name());
        if (later != null && !wanted.value().equals(value)) {
            throw new Conflict(
                    "%s will not outlast a boot: '%s', which is read after '%s', sets it to '%s'"
                            .formatted(wanted.name(), later.path(), wanted.file(), value));
        }
    }

    @Override
    public void apply(SysctlResource wanted, List<Change> changes) throws IOException {
        if (wanted.ensure() == Presence.ABSENT) {
            Path file = root.at(wanted.file());
            backups.keep(wanted.file(), file);
            Files.delete(file);
            return;
        }
        if (isAboutValue(changes)) {
            tellKernel(wanted);
        }
        if (isAboutFile(changes)) {
            write(wanted);
        }
    }

    @Override
    public void requirePossible(SysctlResource wanted, List<Change> changes) throws IOException {
        if (isAboutValue(changes)) {
            fileInKernel(wanted);
        }
        if (isAboutFile(changes)) {
            root.requirePlace(wanted.file());
        }
    }

    private static boolean isAboutValue(List<Change> changes) {
        return changes.stream().anyMatch(each -> each.property().equals(VALUE));
    }

    private static boolean isAboutFile(List<Change> changes) {
        return changes.stream().anyMatch(each -> !each.property().equals(VALUE));
    }

    private Path fileInKernel(SysctlResource wanted) {
        Path file = inKernel(wanted);
        if (!Files.isRegularFile(file)) {
            throw new NotFound(
                    "no kernel setting '%s' on this machine; what brings it may not be loaded"
                            .formatted(wanted.name()));
        }
        return file;
    }

    private void tellKernel(SysctlResource wanted) {
        Path file = fileInKernel(wanted);
        try {
            Files.writeString(
                    file,
                    wanted.value() + "\n",
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new Conflict(
                    "the kernel does not take '%s' for %s: %s"
                            .formatted(wanted.value(), wanted.name(), FileTrouble.reason(e)),
                    e);
        }
    }

    private void write(SysctlResource wanted) throws IOException {
        try (Places places = root.places()) {
            write(wanted, places.of(wanted.file()));
        }
    }

    private void write(SysctlResource wanted, Path file) throws IOException {
        try (Candidate candidate = Candidate.beside(file)) {
            candidate.write(text(wanted).getBytes(StandardCharsets.ISO_8859_1));
            ACCESS.giveTo(candidate.path(), Accounts.read(root));
            if (Files.exists(file)) {
                backups.keep(wanted.file(), file);
            }
            candidate.moveIntoPlace();
        }
    }

    Path inKernel(SysctlResource wanted) {
        return root.at("/proc/sys/" + new SysctlName(wanted.name()).path());
    }

    private static String text(SysctlResource wanted) {
        return """
        # Managed by labctl (sysctl[%1$s]); a change made here is undone by the next run.
        %1$s = %2$s
        """
                .formatted(wanted.name(), wanted.value());
    }
}
