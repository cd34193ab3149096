package io.labctl.agent.machine;

import io.labctl.catalog.error.Conflict;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory that stays the same one while work is done in it, whatever is moved or put in its
 * place meanwhile.
 */
public final class HeldDirectory implements Closeable {
    private static final Path HANDLES = Path.of("/proc/self/fd");

    private final int handle;
    private final Path path;
    private final String mount;

    private HeldDirectory(int handle, Path path, String mount) {
        this.handle = handle;
        this.path = path;
        this.mount = mount;
    }

    /**
     * Takes hold of one.
     *
     * @param place as {@link Places} gives it
     * @param name how messages call it
     * @throws Conflict when it is a link, or anything else than a directory
     */
    public static HeldDirectory at(Path place, String name) throws IOException {
        return open(place)
                .orElseThrow(() -> new Conflict("'%s' is not a directory".formatted(name)));
    }

    /** Whether a place is in a held directory, which means that others can change what it holds. */
    static boolean isIn(Path place) {
        return place.startsWith(HANDLES);
    }

    /** In alphabetical order. */
    public List<String> names() throws IOException {
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
            all.forEach(each -> names.add(String.valueOf(each.getFileName())));
        }
        names.sort(null);
        return names;
    }

    /** Where an entry of it can be worked on, as long as this is held. */
    public Path at(String name) {
        return path.resolve(name);
    }

    /** A directory in it; empty when there is none, or when a file system is mounted there. */
    public Optional<HeldDirectory> directory(String name) throws IOException {
        Optional<HeldDirectory> found = open(at(name));
        if (found.isPresent() && !found.get().mount.equals(mount)) {
            found.get().close();
            return Optional.empty();
        }
        return found;
    }

    private static Optional<HeldDirectory> open(Path place) throws IOException {
        long handle = Libc.openEntry(place);
        if (handle == -Libc.ENOENT || handle == -Libc.ENOTDIR) {
            return Optional.empty();
        }
        if (handle < 0) {
            throw new FileSystemException(place.toString(), null, Libc.words(handle));
        }
        int number = (int) handle;
        try {
            Path path = HANDLES.resolve(Integer.toString(number));
            if (Entry.of(path).isDirectory()) {
                return Optional.of(new HeldDirectory(number, path, mount(number)));
            }
            Libc.close(number);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            Libc.close(number);
            throw e;
        }
    }

    /** Which mount it is in: two may be of one device. */
    private static String mount(int handle) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/fdinfo", Integer.toString(handle))).stream()
                .filter(line -> line.startsWith("mnt_id:"))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        Libc.close(handle);
    }
}
