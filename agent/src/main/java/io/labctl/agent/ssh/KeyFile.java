package io.labctl.agent.ssh;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
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
        if (isOwn) {
            PathKind.DIRECTORY.isAtOrNothing(place(folder()), folder().toString());
        }
        if (!PathKind.FILE.isAtOrNothing(place(path), path.toString())) {
            return AuthorizedKeys.of("");
        }
        byte[] bytes = bytes();
        return AuthorizedKeys.of(new String(bytes, TextLines.charsetOf(bytes)));
    }

    /** Its user may have put anything there: something huge, or a second name of a secret file. */
    private byte[] bytes() throws IOException {
        Path file = place(path);
        if (Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                        instanceof Integer names
                && names > 1) {
            throw new Conflict(
                    "'%s' has %d names (hard links); remove it by hand first"
                            .formatted(path, names));
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new Conflict("'%s' is larger than 1 MiB".formatted(path));
            }
            return bytes;
        }
    }

    /** What sshd(8) would refuse of the file and its folder, and what it becomes. */
    public List<Change> accessChanges(Accounts accounts) throws IOException {
        var changes = new ArrayList<Change>();
        if (isOwn && Files.exists(place(folder()))) {
            accessChanges(folder(), "0700", accounts).stream()
                    .map(each -> Change.of("folder " + each.property(), each.from(), each.to()))
                    .forEach(changes::add);
        }
        if (Files.exists(place(path))) {
            changes.addAll(accessChanges(path, "0600", accounts));
        }
        return changes;
    }

    private List<Change> accessChanges(Path of, String mode, Accounts accounts) throws IOException {
        var wanted = new Access(user.name(), null, null);
        Access found = Access.of(place(of), accounts, wanted);
        boolean safe =
                found.mode() == null
                        || (Integer.parseInt(found.mode(), 8) & WRITABLE_BY_OTHERS) == 0;
        return found.toward(safe ? wanted : new Access(user.name(), null, mode));
    }

    /** Writes it for the user alone, with its folder. */
    public void write(AuthorizedKeys keys) throws IOException {
        byte[] old = Files.exists(place(path)) ? bytes() : new byte[0];
        if (old.length > 0) {
            backups.keep(path.toString(), place(path));
        }
        byte[] bytes = keys.text().getBytes(TextLines.charsetOf(old));
        String name = String.valueOf(path.getFileName());
        if (!isOwn) {
            try (Places places = root.places();
                    OwnFolder folder = OwnFolder.open(parent(places))) {
                folder.write(name, bytes, user.uid(), user.gid());
            }
            return;
        }
        Path home = place(Path.of(user.home()));
        if (!Files.isDirectory(home)) {
            throw new NotFound("user '%s' has no home '%s'".formatted(user.name(), user.home()));
        }
        if (!PathKind.DIRECTORY.isAtOrNothing(place(folder()), folder().toString())) {
            Files.createDirectory(
                    place(folder()),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        try (OwnFolder inHome = OwnFolder.open(home);
                OwnFolder folder = inHome.folder(FOLDER)) {
            inHome.giveFolder(FOLDER, user.uid(), user.gid());
            folder.write(name, bytes, user.uid(), user.gid());
        }
    }

    private Path parent(Places places) throws IOException {
        return Objects.requireNonNull(places.of(path.toString()).getParent(), "a folder");
    }

    private Path folder() {
        return Objects.requireNonNull(path.getParent(), "a file is in a folder");
    }

    private Path place(Path of) {
        return root.at(of.toString());
    }
}
