package io.labctl.agent.type.directory;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.HeldDirectory;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.Tree;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link DirectoryResource}. A link to a directory is not taken for one. */
public final class DirectoryType implements ResourceType<DirectoryResource, DirectoryState> {
    private static final String ENSURE = "ensure";
    private static final Access NEW = new Access(null, null, "0755");

    private final Root root;
    private final Backups backups;
    private final OwnFolder own;

    /**
     * The type on one machine.
     *
     * @param own the agent's own folder, which is in no tree of a catalog
     */
    public DirectoryType(Root root, Backups backups, Path own) {
        this.root = root;
        this.backups = backups;
        this.own = new OwnFolder(own);
    }

    @Override
    public Map<DirectoryResource, DirectoryState> observe(Collection<DirectoryResource> wanted)
            throws IOException {
        Accounts accounts = Accounts.read(root);
        var found = new LinkedHashMap<DirectoryResource, DirectoryState>();
        try (Places places = root.places()) {
            for (DirectoryResource each : wanted) {
                found.put(each, observe(each, places.find(each.path()), accounts));
            }
        }
        return found;
    }

    private DirectoryState observe(
            DirectoryResource wanted, Optional<Path> place, Accounts accounts) throws IOException {
        try (HeldEntry found = directory(wanted, place)) {
            if (found == null) {
                return DirectoryState.MISSING;
            }
            var below = new Told();
            if (wanted.ensure() == Presence.PRESENT || !isMountPoint(found)) {
                goOver(wanted, place.orElseThrow(), found, accounts, below);
            }
            return new DirectoryState(Access.of(found, accounts, access(wanted)), below.changes());
        }
    }

    /** What is in it then is of another file system, and is not to be removed. */
    private static boolean isMountPoint(HeldEntry directory) throws IOException {
        try (HeldDirectory held = HeldDirectory.of(directory)) {
            return held.isMountPoint();
        }
    }

    /** Before anything in it is removed: it would stay itself. */
    private static void refuseMountPoint(DirectoryResource wanted, HeldEntry directory)
            throws IOException {
        if (isMountPoint(directory)) {
            throw Conflict.until(
                    "directory '%s' is not removed: something is mounted there"
                            .formatted(wanted.path()),
                    "unmount it first");
        }
    }

    private static @Nullable HeldEntry directory(DirectoryResource wanted, Optional<Path> place)
            throws IOException {
        return HeldEntry.at(place, PathKind.DIRECTORY, wanted.path()).orElse(null);
    }

    /** Whether anything stays in it. */
    private boolean goOver(
            DirectoryResource wanted,
            Path place,
            HeldEntry directory,
            Accounts accounts,
            TreeAct act)
            throws IOException {
        Tree tree = wanted.tree();
        try (HeldDirectory top = HeldDirectory.of(directory)) {
            if (tree == null || (wanted.ensure() == Presence.ABSENT && !tree.owners())) {
                return !top.names().isEmpty();
            }
            return new TreeWalk(
                            wanted,
                            own.keptOutOf(tree, wanted, place, root.at(wanted.path())),
                            accounts,
                            act)
                    .over(top);
        }
    }

    @Override
    public List<String> makes(DirectoryResource wanted) {
        return wanted.paths();
    }

    @Override
    public List<Change> plan(DirectoryResource wanted, DirectoryState found) {
        boolean absent = wanted.ensure() == Presence.ABSENT;
        if (found.access() == null) {
            return absent ? List.of() : List.of(Change.of(ENSURE, "absent", "directory"));
        }
        var changes = new ArrayList<Change>();
        changes.addAll(
                absent
                        ? List.of(Change.of(ENSURE, "directory", "absent"))
                        : found.access().toward(access(wanted)));
        changes.addAll(found.below());
        return changes;
    }

    @Override
    public boolean mayMakePossible(DirectoryResource wanted, Resource earlier) {
        return wanted.ensure() == Presence.PRESENT
                || Emptied.mayBeBy(earlier, Path.of(wanted.path()));
    }

    /** No part of the state: by its turn in another run it may have been unmounted. */
    @Override
    public void requirePossible(DirectoryResource wanted, List<Change> changes) throws IOException {
        Accounts accounts = Accounts.read(root);
        if (wanted.ensure() == Presence.PRESENT) {
            access(wanted).requireKnown(accounts);
            requirePlace(wanted);
            return;
        }
        try (Places places = root.places();
                HeldEntry found = directory(wanted, places.find(wanted.path()))) {
            if (found == null) {
                return;
            }
            refuseMountPoint(wanted, found);
            if (goOver(wanted, places.of(wanted.path()), found, accounts, new Told())) {
                throw notEmpty(wanted, null);
            }
        }
    }

    private void requirePlace(DirectoryResource wanted) throws IOException {
        try (Places places = root.places()) {
            Path _ = places.of(wanted.path());
        }
    }

    /** What is in one that is to go goes as far as it can. */
    @Override
    public List<Change> madeAnyway(DirectoryResource wanted, List<Change> changes)
            throws IOException {
        return wanted.ensure() == Presence.PRESENT
                ? List.of()
                : changes.stream().filter(each -> !each.property().equals(ENSURE)).toList();
    }

    @Override
    public void apply(DirectoryResource wanted, List<Change> changes) throws IOException {
        access(wanted).requireKnown(Accounts.read(root));
        try (Places places = root.places()) {
            apply(wanted, places.of(wanted.path()));
        }
    }

    private void apply(DirectoryResource wanted, Path path) throws IOException {
        Accounts accounts = Accounts.read(root);
        boolean present = wanted.ensure() == Presence.PRESENT;
        Access access = access(wanted);
        access.requireKnown(accounts);
        if (present && PathKind.at(path).isEmpty()) {
            Files.createDirectory(path);
            access = NEW.overriddenBy(access);
        }
        boolean backup = wanted.tree() == null || wanted.tree().backup();
        var done = new Done(accounts, backups, backup);
        try (HeldEntry found = directory(wanted, Optional.of(path))) {
            if (found == null) {
                throw new NoSuchFileException(wanted.path());
            }
            if (!present) {
                refuseMountPoint(wanted, found);
            }
            goOver(wanted, path, found, accounts, done);
            if (present) {
                access.giveTo(found, accounts);
            }
        }
        done.requireAll();
        if (!present) {
            remove(path, wanted);
        }
    }

    /** Whatever is wrong below: the directory itself is there and may be used as wanted. */
    @Override
    public boolean isUsable(DirectoryResource wanted) throws IOException {
        Accounts accounts = Accounts.read(root);
        Access access = access(wanted);
        try (Places places = root.places();
                HeldEntry found = directory(wanted, places.find(wanted.path()))) {
            return wanted.ensure() == Presence.PRESENT
                    && found != null
                    && Access.of(found, accounts, access).toward(access).isEmpty();
        }
    }

    private static void remove(Path path, DirectoryResource wanted) throws IOException {
        try {
            Files.delete(path);
        } catch (DirectoryNotEmptyException e) {
            throw notEmpty(wanted, e);
        }
    }

    private static Conflict notEmpty(
            DirectoryResource wanted, @Nullable DirectoryNotEmptyException cause) {
        String left =
                wanted.tree() == null
                        ? ": it goes with all that is in it where recursive() is declared"
                        : ": what is mounted below it, or managed by another resource, is left";
        String sentence = "directory '%s' is not empty%s".formatted(wanted.path(), left);
        return cause == null ? new Conflict(sentence) : new Conflict(sentence, cause);
    }

    private static Access access(DirectoryResource wanted) {
        return Access.wanted(wanted.owner(), wanted.group(), wanted.mode());
    }
}
