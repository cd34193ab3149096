package io.labctl.agent.machine;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.kernel.Handle;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A directory that stays the same one while work is done in it, whatever is moved or put in its
 * place meanwhile.
 */
public final class HeldDirectory implements Closeable {
    private final Handle handle;
    private final String mount;

    private HeldDirectory(Handle handle) throws IOException {
        this.handle = handle;
        this.mount = mount(handle);
    }

    /**
     * Takes hold of one.
     *
     * @param place as {@link Places} gives it
     * @param name how messages call it
     * @throws Conflict when it is a link, or anything else than a directory
     */
    public static HeldDirectory at(Path place, String name) throws IOException {
        try (HeldEntry entry = HeldEntry.at(place).orElse(null)) {
            if (entry == null || entry.kind() != PathKind.DIRECTORY) {
                throw new Conflict("'%s' is not a directory".formatted(name));
            }
            return of(entry);
        }
    }

    /** For an entry that is a directory; it is held longer than the entry. */
    public static HeldDirectory of(HeldEntry entry) throws IOException {
        Path itself = entry.path().resolve(".");
        Handle handle =
                Handle.on(itself).orElseThrow(() -> new NoSuchFileException(itself.toString()));
        try {
            return new HeldDirectory(handle);
        } catch (IOException | RuntimeException e) {
            handle.close();
            throw e;
        }
    }

    /** In alphabetical order. */
    public List<EntryName> names() throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(handle.path())) {
            return names(all);
        }
    }

    static List<EntryName> names(DirectoryStream<Path> all) throws IOException {
        var names = new ArrayList<EntryName>();
        try {
            all.forEach(each -> names.add(EntryName.of(each)));
        } catch (DirectoryIteratorException e) {
            throw e.getCause(); // a disk or a server that fails while it is read
        }
        names.sort(Comparator.comparing(EntryName::text));
        return names;
    }

    /** Where an entry of it can be worked on, as long as this is held. */
    public Path at(String name) {
        return handle.path().resolve(name);
    }

    /** The same for one that was found in it. */
    public Path at(EntryName name) {
        return handle.path().resolve(name.path());
    }

    /** Whether this is in the same mount as another: two mounts may be of one device. */
    public boolean isInTheMountOf(HeldDirectory other) {
        return mount.equals(other.mount);
    }

    /** Whether something is mounted at its place, so that nobody can take the name away. */
    public boolean isMountPoint() throws IOException {
        Path above = handle.path().resolve("..");
        try (Handle parent =
                Handle.on(above).orElseThrow(() -> new NoSuchFileException(above.toString()))) {
            return !mount.equals(mount(parent));
        }
    }

    /** Whether nobody else can make anything in it. */
    public boolean isOfRootAlone() throws IOException {
        Entry entry = Entry.of(handle.path());
        return entry.isTrusted() && entry.holdsFast();
    }

    static String mount(Handle handle) throws IOException {
        Path told = Path.of("/proc/self/fdinfo", Integer.toString(handle.number()));
        return Files.readAllLines(told).stream()
                .filter(line -> line.startsWith("mnt_id:"))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        handle.close();
    }
}
