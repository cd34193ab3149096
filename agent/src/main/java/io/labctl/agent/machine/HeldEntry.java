package io.labctl.agent.machine;

import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.kernel.Handle;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands at a place, never what a link there leads to. In a directory that others than root
 * can change it is held by a handle: all that is read of it and given to it concerns the very thing
 * that was looked at, whatever they put in its place. Elsewhere its name is as good, and spares a
 * run that changes nothing the way to {@link Libc}.
 */
public final class HeldEntry implements Closeable {
    private static final LinkOption[] AS_A_LINK_OF_THE_KERNEL = {};
    private static final LinkOption[] ITSELF = {LinkOption.NOFOLLOW_LINKS};
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);
    private static final Set<OpenOption> READ_ITSELF =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final Path place;
    private final Path path;
    private final LinkOption[] options;
    private final Entry entry;
    private final @Nullable Handle handle;

    private HeldEntry(Path place, Path path, LinkOption[] options, @Nullable Handle handle)
            throws IOException {
        this.place = place;
        this.path = path;
        this.options = options;
        this.entry = Entry.of(path, options);
        this.handle = handle;
    }

    /**
     * Takes hold of it; empty when nothing is there.
     *
     * @param place as {@link Places} or {@link HeldDirectory} gives it
     */
    public static Optional<HeldEntry> at(Path place) throws IOException {
        if (Handle.isIn(place)) {
            Optional<Handle> handle = handleOn(place);
            return handle.isEmpty() ? Optional.empty() : Optional.of(by(handle.get(), place));
        }
        try {
            return Optional.of(new HeldEntry(place, place, ITSELF, null));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /**
     * The same for what must be there.
     *
     * @throws NoSuchFileException when it is not
     */
    public static HeldEntry of(Path place) throws IOException {
        return at(place).orElseThrow(() -> new NoSuchFileException(place.toString()));
    }

    private static Optional<Handle> handleOn(Path place) throws FileSystemException {
        try {
            return Handle.on(place);
        } catch (FileSystemException e) {
            throw FileTrouble.of(Handle.named(place), e);
        }
    }

    private static HeldEntry by(Handle handle, Path place) throws IOException {
        try {
            return new HeldEntry(place, handle.path(), AS_A_LINK_OF_THE_KERNEL, handle);
        } catch (IOException | RuntimeException e) {
            handle.close();
            throw e;
        }
    }

    /**
     * The same for one that is to be of a kind.
     *
     * @param place where it would be, if its directory is there
     * @param name how messages call it
     * @throws io.labctl.catalog.error.Conflict when it is something else
     */
    public static Optional<HeldEntry> at(Optional<Path> place, PathKind kind, String name)
            throws IOException {
        Optional<HeldEntry> found = place.isEmpty() ? Optional.empty() : at(place.get());
        if (found.isPresent() && found.get().kind() != kind) {
            found.get().close();
            kind.require(found.get().kind(), name);
        }
        return found;
    }

    public PathKind kind() {
        return entry.kind();
    }

    /** Whether something is mounted at its place, so that nobody can take the name away. */
    public boolean isMountPoint() throws IOException {
        Path folder = place.resolveSibling(".");
        try (Handle itself = on(place);
                Handle above = on(folder)) {
            return !HeldDirectory.mount(itself).equals(HeldDirectory.mount(above));
        }
    }

    /**
     * Whether others than root can have put it there: a second name of a file that is not theirs.
     */
    public boolean isAmongOthers() throws IOException {
        Entry folder = Entry.of(place.resolveSibling("."));
        return !folder.isTrusted() || !folder.holdsFast();
    }

    private static Handle on(Path path) throws IOException {
        return Handle.on(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
    }

    /** As it was when it was taken hold of. */
    public Entry entry() {
        return entry;
    }

    /** Its content from the start, for a file. */
    public FileChannel open() throws IOException {
        try {
            return FileChannel.open(path, handle == null ? READ_ITSELF : READ);
        } catch (FileSystemException e) {
            throw named(e);
        }
    }

    /** The same as a stream. */
    public InputStream content() throws IOException {
        return Channels.newInputStream(open());
    }

    /** Whether its content, for a file, is just this. */
    public boolean holds(byte[] content) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(content.length + 1);
        try (FileChannel file = open()) {
            int read;
            do {
                read = file.read(found);
            } while (read >= 0 && found.hasRemaining());
        }
        return Arrays.equals(found.array(), 0, found.position(), content, 0, content.length);
    }

    /**
     * Where it can be worked on while it is held; a link of the kernel's own to it, or its name.
     */
    Path path() {
        return path;
    }

    void set(String attribute, int value) throws IOException {
        try {
            Files.setAttribute(path, attribute, value, options);
        } catch (FileSystemException e) {
            throw named(e);
        }
    }

    /** A handle's number tells nobody anything. */
    private FileSystemException named(FileSystemException e) {
        return handle == null ? e : FileTrouble.of(Handle.named(place), e);
    }

    @Override
    public void close() {
        if (handle != null) {
            handle.close();
        }
    }
}
