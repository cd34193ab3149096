package io.labctl.agent.replaced;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.agent.machine.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/**
 * A text file of the system of which only some lines are managed. Foreign lines stay as they are in
 * any encoding; the file's owner and mode stay too. A link of root's at its path is followed.
 */
public final class EditedFile {
    /** Whatever the file has stays so. */
    private static final Access ANY = new Access(null, null, null);

    private static final Access NEW = new Access(null, null, "0644");

    private final Root root;
    private final Backups backups;
    private final String path;

    public EditedFile(Root root, Backups backups, String path) {
        this.root = root;
        this.backups = backups;
        this.path = path;
    }

    /** Empty when there is no file. */
    public String read() throws IOException {
        try (Places places = root.places()) {
            byte[] bytes = bytes(places.find(places.behind(path)));
            return new String(bytes, TextLines.charsetOf(bytes));
        }
    }

    /** What a report tells of its lines. */
    public Disclosure disclosure() throws IOException {
        try (Places places = root.places()) {
            Optional<Path> file = places.find(places.behind(path));
            return new Disclosure(path, file.isPresent() && isReadableByAll(file.get()));
        }
    }

    private static boolean isReadableByAll(Path file) throws IOException {
        return isThere(file)
                && Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                        .contains(PosixFilePermission.OTHERS_READ);
    }

    /**
     * Puts a new text in its place.
     *
     * @param takesAway whether anything of the old text goes, so that it is worth a backup
     */
    public void replace(String text, boolean takesAway) throws IOException {
        try (Places places = root.places()) {
            replace(places.of(places.behind(path)), text, takesAway);
        }
    }

    private void replace(Path target, String text, boolean takesAway) throws IOException {
        boolean existed = isThere(target);
        Accounts accounts = Accounts.read(root);
        Access access = existed ? Access.of(target, accounts, ANY) : NEW;
        byte[] before = bytes(Optional.of(target));
        try (Candidate candidate = Candidate.beside(target)) {
            candidate.write(text.getBytes(TextLines.charsetOf(before)));
            access.giveTo(candidate.path(), accounts);
            if (existed && takesAway) {
                backups.keep(path, target);
            }
            candidate.replace();
        }
    }

    private byte[] bytes(Optional<Path> file) throws IOException {
        if (file.isEmpty() || !PathKind.FILE.isAtOrNothing(file.get(), path)) {
            return new byte[0];
        }
        try (InputStream in = Files.newInputStream(file.get(), LinkOption.NOFOLLOW_LINKS)) {
            return in.readAllBytes();
        }
    }

    private static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
