package io.labctl.agent.restore;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.replaced.FileHash;
import io.labctl.agent.replaced.KeptCopy;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts kept copies of files back in their places. */
public final class Restore {
    private final Root root;
    private final Backups backups;

    public Restore(Root root, Backups backups) {
        this.root = root;
        this.backups = backups;
    }

    List<KeptCopy> newestFirst(String path) throws IOException {
        return backups.copiesOf(path).reversed();
    }

    /** {@code ", did you mean '/etc/motd'?"} or nothing. */
    String hint(String path) throws IOException {
        List<String> kept = backups.paths();
        List<String> same = new GivenBytes(path).spelled(kept);
        return same.isEmpty()
                ? Suggestion.hint(path, kept)
                : ", did you mean %s?"
                        .formatted(
                                same.stream()
                                        .map(each -> "'%s'".formatted(Printable.whole(each)))
                                        .collect(Collectors.joining(" or ")));
    }

    /** The newest copy that is not what stands there. */
    Optional<KeptCopy> newestOther(String path) throws IOException {
        try (Places places = root.places();
                HeldEntry stands = file(places.find(path), path)) {
            String standing = stands == null ? "" : FileHash.of(stands);
            return newestFirst(path).stream()
                    .filter(each -> !each.sha256().equals(standing))
                    .findFirst();
        }
    }

    private static @Nullable HeldEntry file(Optional<Path> place, String path) throws IOException {
        return HeldEntry.at(place, PathKind.FILE, path).orElse(null);
    }

    /** Finishes a write that was cut; what to say of it. */
    Optional<String> finish() {
        return backups.overwrites().finish(root);
    }

    /**
     * In one step where that can be. What stands there is kept first, and its owner, mode and
     * extended attributes stay; where nothing stands they become what they were.
     *
     * @return what to say of older copies that had to go for the one that was made
     */
    List<String> putBack(String path, KeptCopy copy) throws IOException {
        try (Places places = root.places()) {
            putBack(path, copy, places.of(path));
        }
        return backups.droppedForTotal();
    }

    private void putBack(String path, KeptCopy copy, Path target) throws IOException {
        Accounts accounts = Accounts.read(root);
        try (HeldEntry stands = file(Optional.of(target), path);
                Candidate candidate = Candidate.beside(target)) {
            candidate.copyFrom(copy.file());
            if (stands != null) {
                Access.of(stands, accounts, Access.ANY).giveTo(candidate.path(), accounts);
                if (!backups.keep(path, stands)) {
                    throw new Conflict(
                            "'%s' stays as it is, for it is too large to be kept; move it away by hand first"
                                    .formatted(path));
                }
            } else {
                backups.attributesOf(copy).giveTo(candidate.path(), accounts);
            }
            backups.overwrites().replace(path, target, candidate);
        }
    }
}
