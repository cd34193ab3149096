package io.labctl.agent.machine;

import io.labctl.catalog.wire.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A new version of a file, made beside it and then put in its place in one step: at any moment a
 * reader sees all of the old or all of the new. Its name is always the same for the same target, so
 * what a killed run left is cleared by the next.
 */
public final class Candidate implements Closeable {
    private static final int LONGEST_NAME = 200;

    private final Path target;
    private final Path path;

    private Candidate(Path target, Path path) {
        this.target = target;
        this.path = path;
    }

    /** An empty file that only its owner can read. */
    public static Candidate beside(Path target) throws IOException {
        Path path = target.resolveSibling("." + shortened(target) + ".lab-agent");
        Files.deleteIfExists(path);
        Files.createFile(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new Candidate(target, path);
    }

    public Path path() {
        return path;
    }

    public void write(byte[] content) throws IOException {
        Files.write(path, content);
    }

    public void copyFrom(Path source) throws IOException {
        try (InputStream in = Files.newInputStream(source);
                var out = Files.newOutputStream(path)) {
            in.transferTo(out);
        }
    }

    /** Safe on disk first, then visible. A link at the target is replaced, not followed. */
    public void moveIntoPlace() throws IOException {
        sync(path, Set.of(StandardOpenOption.WRITE));
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        sync(parent(target), Set.of(StandardOpenOption.READ));
    }

    /** Writes through the old file, for one that cannot be replaced since it is mounted. */
    public void writeThrough() throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        target, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(path));
            while (all.hasRemaining()) {
                channel.write(all);
            }
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }

    private static void sync(Path path, Set<StandardOpenOption> options) throws IOException {
        try (FileChannel channel = FileChannel.open(path, options)) {
            channel.force(true);
        }
    }

    private static String shortened(Path target) {
        String name = String.valueOf(target.getFileName());
        return name.length() > LONGEST_NAME ? Sha256.of(name) : name;
    }

    private static Path parent(Path target) {
        Path parent = target.getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
