package io.labctl.master.site;

import io.labctl.catalog.kernel.Handle;
import io.labctl.catalog.kernel.PathBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A hold on whatever stands at a path, which cannot be exchanged for something else any more. It is
 * not opened yet, because the opening of a pipe waits for somebody who writes; Java can only open.
 */
final class Pinned implements AutoCloseable {
    private final Path path;
    private final Handle handle;
    private boolean closed;

    private Pinned(Path path, Handle handle) {
        this.path = path;
        this.handle = handle;
    }

    /** Links are followed. */
    static Pinned at(Path path) throws IOException {
        return new Pinned(path, Handle.at(path));
    }

    /**
     * What stands in this folder. A link is not followed: it is held itself, and leads nowhere.
     *
     * @param name without a slash
     */
    Pinned entry(Path name) throws IOException {
        Path entry = path.resolve(name);
        return new Pinned(entry, handle.entry(PathBytes.ofName(entry), entry.toString()));
    }

    /**
     * The bytes of a file, no more than these.
     *
     * @throws FileSystemException when it is none, and so would not end or not even begin
     */
    byte[] bytes(int most) throws IOException {
        Path held = handle.path();
        if (!Files.isRegularFile(held)) {
            throw new FileSystemException(path.toString(), null, "it is no regular file");
        }
        try (InputStream in = Files.newInputStream(held)) {
            return in.readNBytes(most);
        }
    }

    @Override
    public void close() {
        if (!closed) { // by then the number may be somebody else's
            closed = true;
            handle.close();
        }
    }
}
