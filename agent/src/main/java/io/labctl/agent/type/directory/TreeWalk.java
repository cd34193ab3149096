package io.labctl.agent.type.directory;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.EntryName;
import io.labctl.agent.machine.HeldDirectory;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Tree;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Goes over everything below a directory, what is in a directory before the directory itself; no
 * link is followed and no other file system entered.
 */
final class TreeWalk {
    /** Deeper than any tree that people make; each level holds two handles. */
    private static final int DEEPEST = 200;

    private final DirectoryResource wanted;
    private final Tree tree;
    private final boolean absent;
    private final NavigableSet<String> others;
    private final Set<String> apart;
    private final List<Spared> spared;
    private final Accounts accounts;
    private final TreeAct act;

    private record Spared(PathMatcher matcher, boolean isOfNames) {
        static Spared of(String glob) {
            return new Spared(
                    FileSystems.getDefault().getPathMatcher("glob:" + glob), glob.indexOf('/') < 0);
        }

        boolean matches(Path below) {
            return matcher.matches(isOfNames ? below.getFileName() : below);
        }
    }

    TreeWalk(DirectoryResource wanted, Tree tree, Accounts accounts, TreeAct act) {
        this.wanted = wanted;
        this.tree = tree;
        this.absent = wanted.ensure() == Presence.ABSENT;
        this.others = new TreeSet<>(tree.others());
        this.apart = Set.copyOf(tree.apart());
        this.spared = absent ? List.of() : tree.except().stream().map(Spared::of).toList();
        this.accounts = accounts;
        this.act = act;
    }

    /** Whether anything stays in it. */
    boolean over(HeldDirectory top) throws IOException {
        return over(top, wanted.path(), absent || tree.purge(), 0);
    }

    private boolean over(HeldDirectory directory, String path, boolean purge, int depth)
            throws IOException {
        if (depth > DEEPEST) {
            throw new Conflict("'%s' is deeper than %d directories".formatted(path, DEEPEST));
        }
        boolean stays = false;
        for (EntryName name : directory.names()) {
            String child = path + "/" + name.text();
            Path place = directory.at(name);
            stays |= apart.contains(child) || overEntry(directory, place, child, purge, depth);
        }
        return stays;
    }

    private boolean overEntry(
            HeldDirectory directory, Path place, String path, boolean purge, int depth)
            throws IOException {
        try (HeldEntry entry = HeldEntry.at(place).orElse(null)) {
            if (entry == null) {
                return false; // it has gone meanwhile
            }
            boolean spares = !purge || isSpared(path);
            boolean stays = spares || isOfOthers(path);
            if (entry.kind() == PathKind.DIRECTORY) {
                try (HeldDirectory held = HeldDirectory.of(entry)) {
                    if (!held.isInTheMountOf(directory)) {
                        return true;
                    }
                    stays |= over(held, path, !spares, depth + 1);
                }
            }
            if (!stays) {
                return !act.remove(path, place, entry);
            }
            if (!others.contains(path)) {
                give(directory, path, entry);
            }
            return true;
        }
    }

    private void give(HeldDirectory directory, String path, HeldEntry entry) throws IOException {
        Access access = access(entry.kind());
        List<Change> changes = Access.of(entry, accounts, access).toward(access);
        if (!changes.isEmpty()) {
            refuseSecondName(directory, path, entry);
            act.access(path, entry, access, changes);
        }
    }

    /** Whoever can write there may have put it there: a name for somebody else's file. */
    private static void refuseSecondName(HeldDirectory directory, String path, HeldEntry entry)
            throws IOException {
        long names = entry.entry().names();
        if (entry.kind() != PathKind.DIRECTORY && names > 1 && !directory.isOfRootAlone()) {
            throw Conflict.until(
                    "'%s' has %d names (hard links), and not only root can make some there"
                            .formatted(path, names),
                    "remove it by hand first");
        }
    }

    private boolean isSpared(String path) {
        Path below = Path.of(path.substring(wanted.path().length() + 1));
        return spared.stream().anyMatch(each -> each.matches(below));
    }

    /** It is managed itself, or something that is or will be in it. */
    private boolean isOfOthers(String path) {
        String next = others.ceiling(path + "/");
        return others.contains(path) || (next != null && next.startsWith(path + "/"));
    }

    private Access access(PathKind kind) {
        return Access.wanted(
                tree.owners() ? wanted.owner() : null,
                tree.owners() ? wanted.group() : null,
                switch (kind) {
                    case FILE -> tree.mode();
                    case DIRECTORY -> Tree.entered(tree.mode());
                    case SYMLINK, OTHER -> null;
                });
    }
}
