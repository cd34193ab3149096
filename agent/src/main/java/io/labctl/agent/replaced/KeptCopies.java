package io.labctl.agent.replaced;

import static java.util.Objects.requireNonNull;

import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FolderEntries;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All copies below a folder, of every path, with their sizes. Looked for once: nobody else adds or
 * removes one as long as this is used.
 */
final class KeptCopies {
    /** What a copy takes besides its content, with the note beside it: a block each, in bytes. */
    static final long BESIDES = 8 * 1024L;

    private final Path folder;
    private final SortedMap<KeptCopy, Long> sizes = new TreeMap<>(KeptCopy.OLDEST_FIRST);
    private long total;
    private long lastBefore;

    private KeptCopies(Path folder) {
        this.folder = folder;
    }

    static KeptCopies below(Path folder) throws IOException {
        var copies = new KeptCopies(folder);
        if (!Files.isDirectory(folder)) {
            return copies;
        }
        for (Path each : FolderEntries.below(folder)) {
            Optional<KeptCopy> copy = KeptCopy.at(each).filter(_ -> Files.isRegularFile(each));
            if (copy.isPresent()) {
                copies.add(copy.get());
            }
        }
        copies.lastBefore = copies.nextNumber() - 1;
        return copies;
    }

    long nextNumber() {
        return sizes.isEmpty() ? 1 : sizes.lastKey().number() + 1;
    }

    void add(KeptCopy copy) throws IOException {
        long size = copy.size() + BESIDES;
        sizes.put(copy, size);
        total += size;
    }

    void forget(KeptCopy copy) throws IOException {
        copy.forget();
        Long size = sizes.remove(copy);
        total -= size == null ? 0 : size;
        removeEmpty(requireNonNull(copy.file().getParent()));
    }

    /** The folder of a path of which nothing is kept any more, and those that were made for it. */
    private void removeEmpty(Path last) throws IOException {
        Path each = last;
        try {
            while (!each.equals(folder)) {
                Files.delete(each);
                each = requireNonNull(each.getParent());
            }
        } catch (DirectoryNotEmptyException _) {
            return; // something else is kept there
        }
    }

    /** Gives a copy the number and the time of one that is made now; its new note is written. */
    void renew(KeptCopy copy, KeptCopy renewed) throws IOException {
        DurableFile.moveInto(copy.file(), renewed.file());
        Files.deleteIfExists(copy.attributes());
        Long size = sizes.remove(copy);
        total -= size == null ? 0 : size;
        add(renewed);
    }

    /** The oldest, without which no more than that many bytes are left, or one copy. */
    List<KeptCopy> beyond(long most) {
        var beyond = new ArrayList<KeptCopy>();
        long left = total;
        for (Map.Entry<KeptCopy, Long> oldest : sizes.entrySet()) {
            if (left <= most || beyond.size() == sizes.size() - 1) {
                return beyond;
            }
            beyond.add(oldest.getKey());
            left -= oldest.getValue();
        }
        return beyond;
    }

    /** Whether it was made or renewed since this looked for them. */
    boolean isNew(KeptCopy copy) {
        return copy.number() > lastBefore;
    }
}
