package io.labctl.agent.replaced;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

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

    private KeptCopies(Path folder) {
        this.folder = folder;
    }

    static KeptCopies below(Path folder) throws IOException {
        var copies = new KeptCopies(folder);
        if (!Files.isDirectory(folder)) {
            return copies;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Optional<KeptCopy> copy = KeptCopy.at(each).filter(_ -> Files.isRegularFile(each));
                if (copy.isPresent()) {
                    copies.add(copy.get());
                }
            }
            return copies;
        } catch (UncheckedIOException e) {
            throw requireNonNull(e.getCause());
        }
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

    /** Forgets the oldest until no more than that many bytes are left, or one copy. */
    void forgetBeyond(long most) throws IOException {
        while (total > most && sizes.size() > 1) {
            forget(sizes.firstKey());
        }
    }
}
