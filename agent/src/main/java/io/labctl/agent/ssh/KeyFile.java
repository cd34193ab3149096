package io.labctl.agent.ssh;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.agent.machine.TextLines;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.report.Change;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The authorized_keys(5) of one user: by default {@code .ssh/authorized_keys} in the home, of which
 * the user may make anything at any time. No link there is ever followed.
 */
public final class KeyFile {
    private static final String KEYS = "authorized_keys";

    /** What sshd(8) reads too unless it is configured otherwise. */
    private static final String MORE_KEYS = "authorized_keys2";

    private static final int LARGEST = 1 << 20;

    private final Root root;
    private final Backups backups;
    private final Accounts.User user;
    private final KeyEntry entry;

    /** Null where the file is not the user's own. */
    private final @Nullable KeyFolder folder;

    private KeyFile(
            Root root, Backups backups, Accounts.User user, @Nullable KeyFolder folder, Path path) {
        this.root = root;
        this.backups = backups;
        this.user = user;
        this.folder = folder;
        this.entry = new KeyEntry(root, user, path, PathKind.FILE);
    }

    /**
     * The file of a user.
     *
     * @param target null for the user's own
     */
    public static KeyFile of(
            Root root, Backups backups, Accounts.User user, @Nullable String target) {
        return target == null
                ? own(root, backups, user, KEYS)
                : new KeyFile(root, backups, user, null, Path.of(target));
    }

    /** Those in a user's home that sshd(8) reads. */
    public static List<KeyFile> allOf(Root root, Backups backups, Accounts.User user) {
        return List.of(own(root, backups, user, KEYS), own(root, backups, user, MORE_KEYS));
    }

    private static KeyFile own(Root root, Backups backups, Accounts.User user, String name) {
        var folder = new KeyFolder(root, user);
        return new KeyFile(root, backups, user, folder, folder.path().resolve(name));
    }

    /** Itself, after the folder in the home that is made for it. */
    public List<String> paths() {
        return folder == null ? List.of(path()) : List.of(folder.path().toString(), path());
    }

    /** No keys where there is no such file. */
    public AuthorizedKeys read() throws IOException {
        try (Places places = root.places();
                HeldEntry file = file(places)) {
            return keys(file);
        }
    }

    private AuthorizedKeys keys(@Nullable HeldEntry file) throws IOException {
        byte[] bytes = bytes(file);
        return AuthorizedKeys.of(new String(bytes, TextLines.charsetOf(bytes)));
    }

    /** Its user may have put anything there, something huge too. */
    private byte[] bytes(@Nullable HeldEntry file) throws IOException {
        if (file == null) {
            return new byte[0];
        }
        try (InputStream in = file.content()) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new Conflict("'%s' is larger than 1 MiB".formatted(path()));
            }
            return bytes;
        }
    }

    private @Nullable HeldEntry file(Places places) throws IOException {
        return folder == null || folder.isThere(places) ? entry.held(places, this::check) : null;
    }

    private void check(HeldEntry file) throws IOException {
        long names = file.entry().names();
        if (names > 1) { // another one may be a secret file's own
            throw Conflict.until(
                    "'%s' has %d names (hard links)".formatted(path(), names),
                    "remove it by hand first");
        }
        if (folder != null && entry.isClosedToTheUser(file, StrictModes.Need.READ)) {
            throw entry.closedToTheUser(file);
        }
    }

    /**
     * Refuses one that cannot be written for want of a home, or of its directory.
     *
     * @throws io.labctl.catalog.error.NotFound where there is none
     */
    public void requirePlace() throws IOException {
        if (folder == null) {
            root.requirePlace(path());
            return;
        }
        try (Places places = root.places()) {
            folder.requireHome(places);
        }
    }

    /** What sshd(8) would refuse of the file and its folder, and what it becomes. */
    public List<Change> accessChanges(Accounts accounts) throws IOException {
        var changes = new ArrayList<Change>();
        for (Change each : folderChanges(accounts)) {
            changes.add(Change.of("folder " + each.property(), each.from(), each.to()));
        }
        changes.addAll(fileChanges(accounts));
        return changes;
    }

    /** The same of its folder alone. */
    public List<Change> folderChanges(Accounts accounts) throws IOException {
        if (folder == null) {
            return List.of();
        }
        try (Places places = root.places()) {
            return folder.changes(places, accounts);
        }
    }

    /** The same of the file alone. */
    public List<Change> fileChanges(Accounts accounts) throws IOException {
        try (Places places = root.places();
                HeldEntry file = file(places)) {
            return file == null
                    ? List.of()
                    : new StrictModes(accounts, user).changes(file, StrictModes.Need.READ);
        }
    }

    /** Without its folder. */
    public String name() {
        return String.valueOf(entry.path().getFileName());
    }

    /**
     * Writes it, with its folder, and sets right what {@link #accessChanges} tells; what is made
     * anew is for the user alone.
     */
    public void write(AuthorizedKeys keys) throws IOException {
        Accounts accounts = Accounts.read(root);
        var strict = new StrictModes(accounts, user);
        try (Places places = root.places()) {
            if (folder != null) {
                folder.keep(places, strict);
            }
            Path place = places.of(path());
            try (HeldEntry old = file(places)) {
                replace(place, old, keys, access(old, strict), accounts);
            }
        }
    }

    /**
     * Leaves these keys alone in it and sets right what {@link #accessChanges} tells, of what is
     * there. Its user may exchange the file at any time, so what stands there is only read: another
     * takes its place.
     */
    public void keepOnly(Predicate<KeyLine> kept) throws IOException {
        var strict = new StrictModes(Accounts.read(root), user);
        try (Places places = root.places()) {
            if (folder != null) {
                folder.setRight(places, strict);
            }
            try (HeldEntry old = file(places)) {
                if (old != null) {
                    keepOnly(kept, places.of(path()), old, strict);
                }
            }
        }
    }

    private void keepOnly(Predicate<KeyLine> kept, Path place, HeldEntry old, StrictModes strict)
            throws IOException {
        AuthorizedKeys before = keys(old);
        AuthorizedKeys after = before.withoutOthers(kept);
        if (!after.equals(before) || !strict.changes(old, StrictModes.Need.READ).isEmpty()) {
            replace(place, old, after, access(old, strict), strict.accounts());
        }
    }

    private void replace(
            Path place,
            @Nullable HeldEntry old,
            AuthorizedKeys keys,
            Access access,
            Accounts accounts)
            throws IOException {
        try (Candidate candidate = Candidate.beside(place)) {
            byte[] before = bytes(old);
            if (old != null && before.length > 0) {
                backups.keep(path(), old);
            }
            candidate.write(keys.text().getBytes(TextLines.charsetOf(before)));
            access.giveTo(candidate.path(), accounts);
            candidate.moveIntoPlace();
        }
    }

    private static Access access(@Nullable HeldEntry old, StrictModes strict) {
        return old == null
                ? strict.ofTheUser("0600")
                : Access.of(old, strict.accounts(), Access.ANY)
                        .overriddenBy(strict.wanted(old, StrictModes.Need.READ));
    }

    private String path() {
        return entry.path().toString();
    }
}
