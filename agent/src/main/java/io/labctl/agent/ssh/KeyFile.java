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
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.report.Change;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The authorized_keys(5) of one user: by default {@code .ssh/authorized_keys} in the home, of which
 * the user may make anything at any time. No link there is ever followed.
 */
public final class KeyFile {
    private static final String FOLDER = ".ssh";
    private static final int WRITABLE_BY_OTHERS = 022;
    private static final int LARGEST = 1 << 20;

    private final Root root;
    private final Backups backups;
    private final Accounts.User user;
    private final boolean isOwn;
    private final Path path;

    /**
     * The file of a user.
     *
     * @param target null for the user's own
     */
    public KeyFile(Root root, Backups backups, Accounts.User user, @Nullable String target) {
        this.root = root;
        this.backups = backups;
        this.user = user;
        this.isOwn = target == null;
        this.path =
                isOwn
                        ? Path.of(user.home()).resolve(FOLDER).resolve("authorized_keys")
                        : Path.of(target);
    }

    /** No keys where there is no such file. */
    public AuthorizedKeys read() throws IOException {
        try (Places places = root.places()) {
            byte[] bytes = bytes(places);
            return AuthorizedKeys.of(new String(bytes, TextLines.charsetOf(bytes)));
        }
    }

    /** Its user may have put anything there: something huge, or a second name of a secret file. */
    private byte[] bytes(Places places) throws IOException {
        Optional<Path> file = found(places);
        if (file.isEmpty()) {
            return new byte[0];
        }
        if (Files.getAttribute(file.get(), "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                        instanceof Integer names
                && names > 1) {
            throw new Conflict(
                    "'%s' has %d names (hard links); remove it by hand first"
                            .formatted(path, names));
        }
        try (InputStream in = Files.newInputStream(file.get(), LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new Conflict("'%s' is larger than 1 MiB".formatted(path));
            }
            return bytes;
        }
    }

    private Optional<Path> found(Places places) throws IOException {
        return isOwn && foundFolder(places).isEmpty()
                ? Optional.empty()
                : found(places, path, PathKind.FILE);
    }

    private Optional<Path> foundFolder(Places places) throws IOException {
        return found(places, folder(), PathKind.DIRECTORY);
    }

    private static Optional<Path> found(Places places, Path path, PathKind kind)
            throws IOException {
        Optional<Path> place = places.find(path.toString());
        return place.isPresent() && kind.isAtOrNothing(place.get(), path.toString())
                ? place
                : Optional.empty();
    }

    /** What sshd(8) would refuse of the file and its folder, and what it becomes. */
    public List<Change> accessChanges(Accounts accounts) throws IOException {
        var changes = new ArrayList<Change>();
        try (Places places = root.places()) {
            Optional<Path> folder = isOwn ? foundFolder(places) : Optional.empty();
            if (folder.isPresent()) {
                accessChanges(folder.get(), "0700", accounts).stream()
                        .map(each -> Change.of("folder " + each.property(), each.from(), each.to()))
                        .forEach(changes::add);
            }
            Optional<Path> file = found(places);
            if (file.isPresent()) {
                changes.addAll(accessChanges(file.get(), "0600", accounts));
            }
        }
        return changes;
    }

    private List<Change> accessChanges(Path of, String mode, Accounts accounts) throws IOException {
        var wanted = new Access(user.name(), null, null);
        try (HeldEntry held = HeldEntry.of(of)) {
            Access found = Access.of(held, accounts, wanted);
            boolean safe =
                    found.mode() == null
                            || (Integer.parseInt(found.mode(), 8) & WRITABLE_BY_OTHERS) == 0;
            return found.toward(safe ? wanted : new Access(user.name(), null, mode));
        }
    }

    /** Writes it for the user alone, with its folder. */
    public void write(AuthorizedKeys keys) throws IOException {
        Accounts accounts = Accounts.read(root);
        try (Places places = root.places()) {
            if (isOwn) {
                keepFolder(places, accounts);
            }
            byte[] old = bytes(places);
            Path file = places.of(path.toString());
            if (old.length > 0) {
                backups.keep(path.toString(), file);
            }
            try (Candidate candidate = Candidate.beside(file)) {
                candidate.write(keys.text().getBytes(TextLines.charsetOf(old)));
                forUser("0600", accounts).giveTo(candidate.path(), accounts);
                candidate.moveIntoPlace();
            }
        }
    }

    private void keepFolder(Places places, Accounts accounts) throws IOException {
        if (places.find(user.home() + "/.").filter(Files::isDirectory).isEmpty()) {
            throw new NotFound("user '%s' has no home '%s'".formatted(user.name(), user.home()));
        }
        Path folder = places.of(folder().toString());
        if (foundFolder(places).isEmpty()) {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        forUser("0700", accounts).giveTo(folder, accounts);
    }

    private Access forUser(String mode, Accounts accounts) {
        return new Access(user.name(), accounts.groupName(user.gid(), null), mode);
    }

    private Path folder() {
        return Objects.requireNonNull(path.getParent(), "a file is in a folder");
    }
}
