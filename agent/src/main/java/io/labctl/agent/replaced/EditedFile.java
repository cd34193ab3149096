package io.labctl.agent.replaced;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text file of the system of which only some lines are managed. Foreign lines stay as they are in
 * any encoding; the file's owner and mode stay too. A link of root's at its path is followed.
 */
public final class EditedFile {
    private final Root root;
    private final Backups backups;
    private final String path;
    private final int largest;

    /**
     * A file that need not be there.
     *
     * @param largest in bytes; what is larger is not looked at
     */
    public EditedFile(Root root, Backups backups, String path, int largest) {
        this.root = root;
        this.backups = backups;
        this.path = path;
        this.largest = largest;
    }

    public EditedText read() throws IOException {
        try (Places places = root.places();
                HeldEntry file = file(places.find(places.behind(path)))) {
            return text(file);
        }
    }

    private @Nullable HeldEntry file(Optional<Path> place) throws IOException {
        return HeldEntry.at(place, PathKind.FILE, path).orElse(null);
    }

    private EditedText text(@Nullable HeldEntry file) throws IOException {
        if (file == null) {
            return new EditedText(false, "", new Disclosure(path, true));
        }
        try (InputStream in = file.content()) {
            byte[] bytes = in.readNBytes(largest + 1);
            if (bytes.length > largest) {
                throw new Conflict("'%s' is too large to look at its lines".formatted(path));
            }
            return new EditedText(
                    true,
                    new String(bytes, StandardCharsets.ISO_8859_1),
                    new Disclosure(path, file.entry().isReadableByAll()));
        }
    }

    /**
     * Refuses one that nothing can be put in the place of, as far as looking tells.
     *
     * @throws io.labctl.catalog.error.NotFound when its directory is missing
     */
    public void requirePlace() throws IOException {
        try (Places places = root.places()) {
            Path _ = places.changeable(places.behind(path));
        }
    }

    /**
     * Puts a new text in its place, in the encoding of the old one.
     *
     * @param takesAway whether anything of the old text goes, so that it is worth a backup
     */
    public void replace(String text, boolean takesAway) throws IOException {
        replace(before -> before.encoded(text), takesAway);
    }

    /** What is made of the bytes that stand there. */
    public interface Edit {
        byte[] of(EditedText before);
    }

    /**
     * Puts something else in its place.
     *
     * @param takesAway whether anything of the old text goes, so that it is worth a backup
     */
    public void replace(Edit edit, boolean takesAway) throws IOException {
        Accounts accounts = Accounts.read(root);
        try (Places places = root.places()) {
            String behind = places.behind(path);
            Path target = places.of(behind);
            try (HeldEntry old = file(Optional.of(target));
                    Candidate candidate = Candidate.beside(target)) {
                candidate.write(edit.of(text(old)));
                Access access =
                        old == null ? Access.OF_A_NEW_FILE : Access.of(old, accounts, Access.ANY);
                access.giveTo(candidate.path(), accounts);
                if (old != null && takesAway) {
                    backups.keep(behind, old);
                }
                backups.overwrites().replace(behind, target, candidate);
            }
        }
    }
}
