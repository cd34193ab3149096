package io.labctl.agent.type.file;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Body;
import io.labctl.agent.replaced.Disclosure;
import io.labctl.agent.replaced.FileHash;
import io.labctl.agent.replaced.Version;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.CheckResource;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.ExecResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ServiceResource;
import io.labctl.catalog.resource.SymlinkResource;
import io.labctl.catalog.resource.SysctlResource;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link FileResource}. Never follows a link that stands at the file's own path. */
public final class FileType implements ResourceType<FileResource, FileState> {
    /** The folder of keys is made with the first of them. */
    private final Root root;

    private final WantedContent contents;
    private final Placement placement;

    public FileType(Root root, WantedContent contents, Placement placement) {
        this.root = root;
        this.contents = contents;
        this.placement = placement;
    }

    @Override
    public Map<FileResource, FileState> observe(Collection<FileResource> wanted)
            throws IOException {
        Accounts accounts = Accounts.read(root);
        var found = new LinkedHashMap<FileResource, FileState>();
        try (Places places = root.places()) {
            for (FileResource each : wanted) {
                found.put(each, observe(each, places.find(each.path()), accounts));
            }
        }
        return found;
    }

    private FileState observe(FileResource wanted, Optional<Path> place, Accounts accounts)
            throws IOException {
        try (HeldEntry file = HeldEntry.at(place, PathKind.FILE, wanted.path()).orElse(null)) {
            if (file == null) {
                boolean absent = wanted.ensure() == Presence.ABSENT;
                return new FileState.Missing(absent ? new Body.Text("") : contents.body(wanted));
            }
            Access access = Access.of(file, accounts, access(wanted));
            return new FileState.Found(
                    access, isContentRight(file, wanted) ? null : difference(file, wanted));
        }
    }

    private boolean isContentRight(HeldEntry file, FileResource wanted) throws IOException {
        return !wanted.replace() || contents.isIn(file, wanted);
    }

    private FileState.Difference difference(HeldEntry file, FileResource wanted)
            throws IOException {
        return new FileState.Difference(
                new Version(FileHash.of(file), Body.of(file)),
                new Version(WantedContent.sha256(wanted), contents.body(wanted)));
    }

    @Override
    public List<String> makes(FileResource wanted) {
        return wanted.paths();
    }

    @Override
    public List<Change> plan(FileResource wanted, FileState found) {
        boolean present = wanted.ensure() == Presence.PRESENT;
        return switch (found) {
            case FileState.Missing(Body body) ->
                    present
                            ? List.of(
                                    new Change("ensure", "absent", "file", diffOfNew(wanted, body)))
                            : List.of();
            case FileState.Found file ->
                    present
                            ? differences(wanted, file)
                            : List.of(Change.of("ensure", "file", "absent"));
        };
    }

    private static List<Change> differences(FileResource wanted, FileState.Found found) {
        var changes = new ArrayList<Change>();
        if (found.difference() != null) {
            changes.add(contentChange(wanted, found.access(), found.difference()));
        }
        changes.addAll(found.access().toward(access(wanted)));
        return changes;
    }

    private static Change contentChange(
            FileResource wanted, Access found, FileState.Difference difference) {
        boolean readableByAll =
                found.isReadableByAll() && found.overriddenBy(access(wanted)).isReadableByAll();
        return new Disclosure(wanted.path(), readableByAll)
                .change("content", difference.found(), difference.wanted());
    }

    private static @Nullable String diffOfNew(FileResource wanted, Body body) {
        boolean readableByAll = Access.OF_A_NEW_FILE.overriddenBy(access(wanted)).isReadableByAll();
        return new Disclosure(wanted.path(), readableByAll).diff(new Body.Text(""), body);
    }

    @Override
    public void requirePossible(FileResource wanted, List<Change> changes) throws IOException {
        if (wanted.ensure() == Presence.ABSENT || replaces(changes)) {
            placement.requireReplaceable(wanted, access(wanted));
            if (wanted.ensure() == Presence.PRESENT) {
                placement.requireValidatable(wanted);
            }
        } else {
            placement.requireGivable(wanted, access(wanted));
        }
    }

    /**
     * By what is mounted, unmounted or changed on its way, or by a program that nobody here knows.
     */
    @Override
    public boolean mayMakePossible(FileResource wanted, Resource earlier) {
        Path path = Path.of(wanted.path());
        return switch (earlier) {
            case MountResource mount -> path.startsWith(mount.target());
            case DirectoryResource directory ->
                    path.startsWith(directory.path())
                            || (directory.tree() != null && !wanted.validate().isEmpty());
            case SymlinkResource link ->
                    path.startsWith(link.path()) || !wanted.validate().isEmpty();
            case ExecResource _, ServiceResource _, PackageResource _ -> true;
            case FileResource file -> wanted.validate().contains(file.path());
            case AuthorizedKeyResource _,
                    GroupResource _,
                    UserResource _,
                    LineResource _,
                    HostResource _,
                    CronResource _,
                    SysctlResource _,
                    CheckResource _ ->
                    false;
        };
    }

    private static boolean replaces(List<Change> changes) {
        return changes.stream()
                .anyMatch(
                        each ->
                                each.property().equals("content")
                                        || each.property().equals("ensure"));
    }

    @Override
    public void apply(FileResource wanted, List<Change> changes) throws IOException {
        if (wanted.ensure() == Presence.ABSENT) {
            placement.remove(wanted);
        } else if (replaces(changes)) {
            placement.replace(wanted, access(wanted), contents);
        } else {
            placement.give(wanted, access(wanted));
        }
    }

    private static Access access(FileResource wanted) {
        return Access.wanted(wanted.owner(), wanted.group(), wanted.mode());
    }
}
