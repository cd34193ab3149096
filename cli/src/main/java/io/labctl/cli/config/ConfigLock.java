package io.labctl.cli.config;

import io.labctl.catalog.file.DurableFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other processes from changing the config file while one reads, changes and replaces it. It
 * is a file of its own beside that one, for a process loses its lock on a file as soon as it closes
 * any channel to it (fcntl(2)). The kernel gives the lock back with the process, however that ends.
 */
record ConfigLock(Path file, FileChannel channel) implements AutoCloseable {

    /** Waits for its turn. */
    static ConfigLock of(Path config) throws IOException {
        Path real = Files.exists(config) ? config.toRealPath() : config.toAbsolutePath();
        DurableFile.directory(real.resolveSibling(""));
        Path file = real.resolveSibling("." + real.getFileName() + ".lock");
        while (true) {
            Object before = identity(file);
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            if (before != null && before.equals(identity(file))) {
                return new ConfigLock(file, channel); // so it is this file that is locked
            }
            channel.close(); // made just now, or taken away by the process that had it
        }
    }

    private static @Nullable Object identity(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Takes the file away first: who waits for it sees that and makes another. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
    }
}
