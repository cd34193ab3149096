package io.labctl.agent.replaced;

import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FolderEntries;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The replaced and removed files. A copy of {@code /etc/motd} is named {@code
 * <folder>/etc/motd/000000000042-20260101T120000.000Z-<sha256 of the copy>}: the path is the
 * folder, the number the copy's place among all of them. Only the agent's own account can read
 * them. For one run, by one thread.
 */
public final class Backups {
    private final Path folder;
    private final InstantSource clock;
    private final JsonMapper json;
    private final BackupLimits limits;
    private final MissingCopies notKept = new MissingCopies();
    private final MissingCopies droppedForTotal = new MissingCopies();
    private final Overwrites overwrites;
    private @Nullable KeptCopies all;

    /**
     * With ten copies of each path and 1 GiB of copies; no file of more than 100 MiB is kept.
     *
     * @param folder is made when it is needed, and so is {@code overwriting} beside it
     */
    public Backups(Path folder, InstantSource clock, JsonMapper json) {
        this(folder, clock, json, BackupLimits.USUAL);
    }

    Backups(Path folder, InstantSource clock, JsonMapper json, BackupLimits limits) {
        this.folder = folder;
        this.clock = clock;
        this.json = json;
        this.limits = limits;
        this.overwrites = new Overwrites(folder.resolveSibling("overwriting"));
    }

    /**
     * Copies a file before it goes, and notes its owner, mode and extended attributes. When its
     * content is that of the newest copy, that one becomes the newest of all.
     *
     * @return whether there is a copy of it now; there is none of one that is too large
     */
    public boolean keep(String path, HeldEntry file) throws IOException {
        if (isTooLarge(file)) {
            notKept.refused(path, limits.tooLarge());
            return false;
        }
        String sha256 = FileHash.of(file);
        List<KeptCopy> before = copiesOf(path);
        if (!before.isEmpty() && before.getLast().sha256().equals(sha256)) {
            renew(before.getLast(), file);
        } else {
            copy(path, file, sha256);
        }
        return true;
    }

    private boolean isTooLarge(HeldEntry file) throws IOException {
        try (FileChannel content = file.open()) {
            return content.size() > limits.file();
        }
    }

    private void copy(String path, HeldEntry file, String sha256) throws IOException {
        Path home = homeOf(path);
        Files.createDirectories(
                home,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        KeptCopies kept = all();
        KeptCopy copy = KeptCopy.of(home, kept.nextNumber(), clock.instant(), sha256);
        try (Candidate candidate = Candidate.beside(copy.file())) {
            candidate.copyFrom(file);
            DurableFile.write(copy.attributes(), attributes(file));
            candidate.moveIntoPlace();
        }
        kept.add(copy);
        forgetOldest(path, kept);
    }

    private KeptCopies all() throws IOException {
        KeptCopies known = all == null ? KeptCopies.below(folder) : all;
        all = known;
        return known;
    }

    private void forgetOldest(String path, KeptCopies kept) throws IOException {
        List<KeptCopy> copies = copiesOf(path);
        int more = Math.max(0, copies.size() - limits.copies());
        for (KeptCopy each : copies.subList(0, more)) {
            forget(each, kept, limits.tooMany());
        }
        for (KeptCopy each : kept.beyond(limits.total())) {
            forget(each, kept, limits.tooMuch());
            if (!kept.isNew(each)) {
                droppedForTotal.older(pathOf(each.file()), limits.tooMuch());
            }
        }
    }

    private void forget(KeptCopy copy, KeptCopies kept, String why) throws IOException {
        kept.forget(copy);
        if (kept.isNew(copy)) {
            notKept.dropped(pathOf(copy.file()), why);
        }
    }

    /**
     * What to say of copies that were not made, or made and dropped: a sentence for each reason.
     */
    public List<String> notKept() {
        return notKept.sentences();
    }

    /** The same of older copies that had to go for the sake of the total. */
    public List<String> droppedForTotal() {
        return droppedForTotal.sentences();
    }

    /** The same for a file at a place, of which nothing is known yet. */
    public boolean keep(String path, Path place) throws IOException {
        try (HeldEntry file =
                HeldEntry.at(Optional.of(place), PathKind.FILE, path)
                        .orElseThrow(() -> new NoSuchFileException(path))) {
            return keep(path, file);
        }
    }

    /** Oldest first. */
    public List<KeptCopy> copiesOf(String path) throws IOException {
        try {
            return FolderEntries.of(homeOf(path)).stream()
                    .flatMap(each -> KeptCopy.at(each).stream())
                    .sorted(KeptCopy.OLDEST_FIRST)
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        }
    }

    /** All paths of which there are copies, in alphabetical order. */
    public List<String> paths() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return FolderEntries.below(folder).stream()
                .filter(each -> KeptCopy.at(each).isPresent())
                .map(this::pathOf)
                .distinct()
                .sorted()
                .toList();
    }

    public KeptAttributes attributesOf(KeptCopy copy) throws IOException {
        try {
            byte[] noted = DurableFile.read(copy.attributes());
            return WireJson.read(json, noted, KeptAttributes.class, "note of a kept copy");
        } catch (NoSuchFileException _) {
            return KeptAttributes.UNKNOWN;
        }
    }

    /** What is kept of a file only as long as it is written over. */
    public Overwrites overwrites() {
        return overwrites;
    }

    /**
     * Someone may have given the file another owner or mode since: it comes back as it was last.
     */
    private void renew(KeptCopy copy, HeldEntry file) throws IOException {
        Path home = copy.file().resolveSibling("");
        KeptCopies kept = all();
        KeptCopy renewed = KeptCopy.of(home, kept.nextNumber(), clock.instant(), copy.sha256());
        DurableFile.write(renewed.attributes(), attributes(file));
        kept.renew(copy, renewed);
    }

    private byte[] attributes(HeldEntry file) throws IOException {
        return json.writeValueAsBytes(KeptAttributes.of(file));
    }

    private String pathOf(Path copy) {
        return "/" + folder.relativize(copy.resolveSibling(""));
    }

    private Path homeOf(String path) {
        return new Root(folder).at(path);
    }
}
