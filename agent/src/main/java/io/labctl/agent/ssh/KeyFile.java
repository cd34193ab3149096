package io.labctl.agent.ssh;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.Entry;
import io.labctl.agent.machine.HeldDirectory;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.agent.machine.TextLines;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.report.Change;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The authorized_keys(5) of one user: by default {@code .ssh/authorized_keys} in the home, of which
 * the user may make anything at any time. No link there is ever followed.
 */
public final class KeyFile {
    private static final String FOLDER = ".ssh";
    private static final String KEYS = "authorized_keys";

    /** What sshd(8) reads too unless it is configured otherwise. */
    private static final String MORE_KEYS = "authorized_keys2";

    private static final int LARGEST = 1 << 20;

    private final Root root;
    private final Backups backups;
    private final Accounts.User user;
    private final boolean isOwn;
    private final Path path;

    private KeyFile(Root root, Backups backups, Accounts.User user, boolean isOwn, Path path) {
        this.root = root;
        this.backups = backups;
        this.user = user;
        this.isOwn = isOwn;
        this.path = path;
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
                : new KeyFile(root, backups, user, false, Path.of(target));
    }

    /** Those in a user's home that sshd(8) reads. */
    public static List<KeyFile> allOf(Root root, Backups backups, Accounts.User user) {
        return List.of(own(root, backups, user, KEYS), own(root, backups, user, MORE_KEYS));
    }

    private static KeyFile own(Root root, Backups backups, Accounts.User user, String name) {
        Path path = Path.of(user.home()).resolve(FOLDER).resolve(name);
        return new KeyFile(root, backups, user, true, path);
    }

    /** Itself, after the folder in the home that is made for it. */
    public List<String> paths() {
        return isOwn
                ? List.of(String.valueOf(path.getParent()), path.toString())
                : List.of(path.toString());
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
                throw new Conflict("'%s' is larger than 1 MiB".formatted(path));
            }
            return bytes;
        }
    }

    /** Another one may be a secret file's own. */
    private void mustHaveOneName(HeldEntry file) {
        long names = file.entry().names();
        if (names > 1) {
            file.close();
            throw Conflict.until(
                    "'%s' has %d names (hard links)".formatted(path, names),
                    "remove it by hand first");
        }
    }

    private @Nullable HeldEntry file(Places places) throws IOException {
        if (isOwn) {
            try (HeldEntry folder = folder(places)) {
                if (folder == null) {
                    return null;
                }
            }
        }
        String name = path.toString();
        HeldEntry file = HeldEntry.at(places.find(name), PathKind.FILE, name).orElse(null);
        if (file != null) {
            mustHaveOneName(file);
        }
        if (file != null && isOwn && isClosedToTheUser(file, StrictModes.Need.READ)) {
            throw closedToTheUser(file, name);
        }
        return file;
    }

    private @Nullable HeldEntry folder(Places places) throws IOException {
        String name = folder().toString();
        HeldEntry folder = HeldEntry.at(places.find(name), PathKind.DIRECTORY, name).orElse(null);
        if (folder != null && !isOfUserOrRoot(folder.entry())) {
            long owner = folder.entry().uid();
            folder.close();
            throw Conflict.until(
                    "'%s' belongs to uid %d, who is neither '%s' nor root and could exchange the keys"
                            .formatted(name, owner, user.name()),
                    "look into it, and give it to '%s' or remove it by hand first"
                            .formatted(user.name()));
        }
        if (folder != null
                && isClosedToTheUser(folder, StrictModes.Need.ENTER)
                && !isEmpty(folder)) { // an empty one may be of a run that was killed
            throw closedToTheUser(folder, name);
        }
        return folder;
    }

    private boolean isClosedToTheUser(HeldEntry found, StrictModes.Need need) throws IOException {
        return found.entry().uid() != user.uid()
                && !new StrictModes(Accounts.read(root), user).lets(found.entry(), need);
    }

    private static boolean isEmpty(HeldEntry folder) throws IOException {
        try (HeldDirectory held = HeldDirectory.of(folder)) {
            return held.names().isEmpty();
        }
    }

    /**
     * Anything in the home may have been given this name by its user, a secret of root's too: that
     * is not given to the user with what it holds.
     */
    private Conflict closedToTheUser(HeldEntry found, String name) {
        found.close();
        return Conflict.until(
                "'%s' belongs to uid %d and '%s' may not read it"
                        .formatted(name, found.entry().uid(), user.name()),
                "look into it, and give it to '%s' or remove it by hand first"
                        .formatted(user.name()));
    }

    private boolean isOfUserOrRoot(Entry entry) {
        return entry.uid() == user.uid() || entry.uid() == 0;
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
        try (Places places = root.places();
                HeldEntry folder = isOwn ? folder(places) : null) {
            return folder == null
                    ? List.of()
                    : new StrictModes(accounts, user).changes(folder, StrictModes.Need.ENTER);
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
        return String.valueOf(path.getFileName());
    }

    /**
     * Writes it, with its folder, and sets right what {@link #accessChanges} tells; what is made
     * anew is for the user alone.
     */
    public void write(AuthorizedKeys keys) throws IOException {
        Accounts accounts = Accounts.read(root);
        var strict = new StrictModes(accounts, user);
        try (Places places = root.places()) {
            if (isOwn) {
                keepFolder(places, strict);
            }
            Path place = places.of(path.toString());
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
            if (isOwn) {
                setFolderRight(places, strict, false);
            }
            try (HeldEntry old = file(places)) {
                if (old != null) {
                    keepOnly(kept, places.of(path.toString()), old, strict);
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
                backups.keep(path.toString(), old);
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

    private void keepFolder(Places places, StrictModes strict) throws IOException {
        if (places.find(user.home() + "/.").filter(Files::isDirectory).isEmpty()) {
            throw new NotFound("user '%s' has no home '%s'".formatted(user.name(), user.home()));
        }
        boolean isNew = makeFolder(places.of(folder().toString()));
        setFolderRight(places, strict, isNew);
    }

    private void setFolderRight(Places places, StrictModes strict, boolean isNew)
            throws IOException {
        try (HeldEntry folder = folder(places)) {
            if (folder != null) {
                Access access =
                        isNew
                                ? strict.ofTheUser("0700")
                                : strict.wanted(folder, StrictModes.Need.ENTER);
                access.giveTo(folder, strict.accounts());
            }
        }
    }

    private static boolean makeFolder(Path place) throws IOException {
        if (PathKind.at(place).isPresent()) {
            return false;
        }
        Files.createDirectory(
                place,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return true;
    }

    private Path folder() {
        return Objects.requireNonNull(path.getParent(), "a file is in a folder");
    }
}
