package io.labctl.agent.replaced;

import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The replaced and removed files. A copy of {@code /etc/motd} is named {@code
 * <folder>/etc/motd/20260101T120000.000Z-<sha256 of the copy>}: the path is the folder, the newest
 * copy the last in alphabetical order. Only the agent's own account can read them.
 */
public final class Backups {
    /** Of each path; the oldest goes first. */
    static final int KEPT = 10;

    private final Path folder;
    private final InstantSource clock;
    private final JsonMapper json;

    public Backups(Path folder, InstantSource clock, JsonMapper json) {
        this.folder = folder;
        this.clock = clock;
        this.json = json;
    }

    /**
     * Copies a file before it goes, and notes its owner, mode and extended attributes; not again
     * when it is the same as the newest copy.
     */
    public void keep(String path, HeldEntry file) throws IOException {
        String sha256 = FileHash.of(file);
        List<KeptCopy> before = copiesOf(path);
        if (!before.isEmpty() && before.getLast().sha256().equals(sha256)) {
            return;
        }
        Path home = homeOf(path);
        Files.createDirectories(
                home,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        KeptCopy copy = KeptCopy.of(home, clock.instant(), sha256);
        try (Candidate candidate = Candidate.beside(copy.file())) {
            candidate.copyFrom(file);
            note(copy, file);
            candidate.moveIntoPlace();
        }
        forgetOldest(copiesOf(path));
    }

    /** The same for a file at a place, of which nothing is known yet. */
    public void keep(String path, Path place) throws IOException {
        try (HeldEntry file =
                HeldEntry.at(Optional.of(place), PathKind.FILE, path)
                        .orElseThrow(() -> new NoSuchFileException(path))) {
            keep(path, file);
        }
    }

    /** Oldest first. */
    public List<KeptCopy> copiesOf(String path) throws IOException {
        try (Stream<Path> all = Files.list(homeOf(path))) {
            return all.sorted().flatMap(each -> KeptCopy.at(each).stream()).toList();
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        }
    }

    /** All paths of which there are copies, in alphabetical order. */
    public List<String> paths() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(each -> KeptCopy.at(each).isPresent())
                    .map(each -> "/" + folder.relativize(each.resolveSibling("")))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    public KeptAttributes attributesOf(KeptCopy copy) throws IOException {
        try {
            byte[] noted = DurableFile.read(copy.attributes());
            return WireJson.read(json, noted, KeptAttributes.class, "note of a kept copy");
        } catch (NoSuchFileException _) {
            return KeptAttributes.UNKNOWN;
        }
    }

    private void note(KeptCopy copy, HeldEntry file) throws IOException {
        DurableFile.write(copy.attributes(), json.writeValueAsBytes(KeptAttributes.of(file)));
    }

    private static void forgetOldest(List<KeptCopy> copies) throws IOException {
        for (KeptCopy copy : copies.subList(0, Math.max(0, copies.size() - KEPT))) {
            Files.deleteIfExists(copy.file());
            Files.deleteIfExists(copy.attributes());
        }
    }

    private Path homeOf(String path) {
        return new Root(folder).at(path);
    }
}
