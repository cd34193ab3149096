package io.labctl.agent.replaced;

import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/**
 * The replaced and removed files. A copy of {@code /etc/motd} is named {@code
 * <folder>/etc/motd/20260101T120000.000Z-<sha256 of the copy>}: the path is the folder, the newest
 * copy the last in alphabetical order. Only the agent's own account can read them.
 */
public final class Backups {
    /** Of each path; the oldest goes first. */
    static final int KEPT = 10;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String COPY = "\\d{8}T\\d{6}\\.\\d{3}Z-[0-9a-f]{64}";

    private final Path folder;
    private final InstantSource clock;

    public Backups(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Copies a file before it goes; not again when it is the same as the newest copy. */
    public void keep(String path, Path file) throws IOException {
        String sha256 = FileHash.of(file);
        if (!copiesOf(path).isEmpty()
                && copiesOf(path).getLast().toString().endsWith("-" + sha256)) {
            return;
        }
        Path home = homeOf(path);
        Files.createDirectories(
                home,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path copy = home.resolve(TIME.format(clock.instant()) + "-" + sha256);
        try (Candidate candidate = Candidate.beside(copy)) {
            candidate.copyFrom(file);
            candidate.moveIntoPlace();
        }
        forgetOldest(copiesOf(path));
    }

    /** Oldest first. */
    List<Path> copiesOf(String path) throws IOException {
        Path home = homeOf(path);
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(home)) {
            return all.filter(each -> each.getFileName().toString().matches(COPY))
                    .sorted()
                    .toList();
        }
    }

    private static void forgetOldest(List<Path> copies) throws IOException {
        for (Path copy : copies.subList(0, Math.max(0, copies.size() - KEPT))) {
            Files.deleteIfExists(copy);
        }
    }

    private Path homeOf(String path) {
        return new Root(folder).at(path);
    }
}
