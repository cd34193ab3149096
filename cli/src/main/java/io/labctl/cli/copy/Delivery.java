package io.labctl.cli.copy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.name.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * All that a server sends for one copy: an archive for each thing that it was asked for, and one
 * whose label says that they are whole. For use by one thread.
 */
final class Delivery {
    private final Archives archives;
    private final Path hidden;
    private final Remarks remarks;
    private final Progress progress;

    /**
     * Nothing is read yet.
     *
     * @param hidden where it is made; its name is the label
     */
    Delivery(InputStream in, Path hidden, Remarks remarks, Progress progress) {
        this.archives = new Archives(in);
        this.hidden = hidden;
        this.remarks = remarks;
        this.progress = progress;
    }

    /** A name that nothing in an archive can have been given before. */
    static String label(Path hidden) {
        return hidden.getFileName().toString();
    }

    /**
     * Reads all of it.
     *
     * @return what has come, without what was left out
     * @throws Conflict when something has come that nobody has asked for
     * @throws IOException when it breaks off, or something cannot be written
     */
    List<Delivered> unpack(List<Place.There> sources) throws IOException {
        var delivered = new ArrayList<Delivered>();
        for (int i = 0; i < sources.size(); i++) {
            Path folder = Files.createDirectory(hidden.resolve(Integer.toString(i)));
            String sent =
                    new Unpacking(archives, folder, remarks, progress).unpack(sources.size() == 1);
            if (sent != null) {
                delivered.add(delivered(sources.get(i), folder, sent));
            }
        }
        requireLabel();
        archives.end();
        delivered.removeIf(each -> !Files.exists(each.path(), LinkOption.NOFOLLOW_LINKS));
        requireNamesOfTheirOwn(delivered);
        return List.copyOf(delivered);
    }

    private static Delivered delivered(Place.There source, Path folder, String sent)
            throws IOException {
        Optional<String> typed = source.name().map(ByteNames::ofText);
        return new Delivered(
                folder.resolve(ByteNames.name(sent)), typed.orElse(sent), typed.isEmpty());
    }

    private void requireLabel() throws IOException {
        Optional<Archives.Entry> label = archives.next();
        if (label.isEmpty()
                || !label.get().isLabel()
                || !label.get().name().equals(label(hidden))
                || archives.next().isPresent()) {
            throw new EOFException("it breaks off");
        }
    }

    private static void requireNamesOfTheirOwn(List<Delivered> all) {
        var names = new HashSet<String>();
        for (Delivered each : all) {
            if (!names.add(each.name())) {
                throw new Conflict(
                        "two of them are called '%s': copy one at a time"
                                .formatted(Printable.of(ByteNames.shown(each.name()))));
            }
        }
    }
}
