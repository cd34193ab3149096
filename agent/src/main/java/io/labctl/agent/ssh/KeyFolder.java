package io.labctl.agent.ssh;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.HeldDirectory;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.report.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The folder {@code .ssh} in a user's home, of which the user may make anything at any time. */
final class KeyFolder {
    private final Accounts.User user;
    private final KeyEntry entry;

    KeyFolder(Root root, Accounts.User user) {
        Path path = Path.of(user.home()).resolve(".ssh");
        this.user = user;
        this.entry = new KeyEntry(root, user, path, PathKind.DIRECTORY);
    }

    Path path() {
        return entry.path();
    }

    /**
     * Whether there is one.
     *
     * @throws io.labctl.catalog.error.Conflict when others than its user and root could change it
     */
    boolean isThere(Places places) throws IOException {
        try (HeldEntry folder = held(places)) {
            return folder != null;
        }
    }

    /** What sshd(8) would refuse of it, and what it becomes. */
    List<Change> changes(Places places, Accounts accounts) throws IOException {
        try (HeldEntry folder = held(places)) {
            return folder == null
                    ? List.of()
                    : new StrictModes(accounts, user).changes(folder, StrictModes.Need.ENTER);
        }
    }

    /** Without one there is nowhere to make it. */
    void requireHome(Places places) throws IOException {
        if (places.find(user.home() + "/.").filter(Files::isDirectory).isEmpty()) {
            throw new NotFound("user '%s' has no home '%s'".formatted(user.name(), user.home()));
        }
    }

    /** Makes it where it is not there, for the user alone. */
    void keep(Places places, StrictModes strict) throws IOException {
        requireHome(places);
        boolean isNew = make(places.of(path().toString()));
        setRight(places, strict, isNew);
    }

    /** Of what is there. */
    void setRight(Places places, StrictModes strict) throws IOException {
        setRight(places, strict, false);
    }

    private void setRight(Places places, StrictModes strict, boolean isNew) throws IOException {
        try (HeldEntry folder = held(places)) {
            if (folder != null) {
                Access access =
                        isNew
                                ? strict.ofTheUser("0700")
                                : strict.wanted(folder, StrictModes.Need.ENTER);
                access.giveTo(folder, strict.accounts());
            }
        }
    }

    private static boolean make(Path place) throws IOException {
        if (PathKind.at(place).isPresent()) {
            return false;
        }
        Files.createDirectory(
                place,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return true;
    }

    private @Nullable HeldEntry held(Places places) throws IOException {
        return entry.held(places, this::check);
    }

    private void check(HeldEntry folder) throws IOException {
        long owner = folder.entry().uid();
        if (owner != user.uid() && owner != 0) {
            throw entry.refusal(
                    "'%s' belongs to uid %d, who is neither '%s' nor root and could exchange the keys"
                            .formatted(path(), owner, user.name()));
        }
        if (entry.isClosedToTheUser(folder, StrictModes.Need.ENTER)
                && !isEmpty(folder)) { // an empty one may be of a run that was killed
            throw entry.closedToTheUser(folder);
        }
    }

    private static boolean isEmpty(HeldEntry folder) throws IOException {
        try (HeldDirectory held = HeldDirectory.of(folder)) {
            return held.names().isEmpty();
        }
    }
}
