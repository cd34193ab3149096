package io.labctl.agent.machine;

import io.labctl.catalog.error.Conflict;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A directory in which nobody else can exchange a file, in one where somebody can: what is made in
 * it gets its owner and mode before others can reach it.
 */
final class Workshop implements Closeable {
    private static final int OF_OTHERS = 0077;
    private static final String WORK = "new";

    private final Path place;
    private final HeldDirectory held;

    private Workshop(Path place, HeldDirectory held) {
        this.place = place;
        this.held = held;
    }

    /** Makes one, or takes the one that a killed run left. */
    static Workshop at(Path place) throws IOException {
        if (PathKind.at(place).filter(PathKind.DIRECTORY::equals).isEmpty()) {
            Files.deleteIfExists(place);
            Files.createDirectory(
                    place,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        String name = String.valueOf(place.getFileName());
        HeldDirectory held = HeldDirectory.at(place, name);
        try {
            Entry entry = Entry.of(held.at(""));
            if (!entry.isTrusted() || (entry.mode() & OF_OTHERS) != 0) {
                throw Conflict.until(
                        "'%s' stands in the way".formatted(name), "remove it by hand first");
            }
            Files.deleteIfExists(held.at(WORK));
            return new Workshop(place, held);
        } catch (IOException | RuntimeException e) {
            held.close();
            throw e;
        }
    }

    Path work() {
        return held.at(WORK);
    }

    /** The work's path from where the workshop is. */
    Path name() {
        return Path.of(String.valueOf(place.getFileName()), WORK);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(work());
        held.close();
        try {
            Files.deleteIfExists(place);
        } catch (IOException _) {
            // Somebody has put something else there, which is theirs.
        }
    }
}
