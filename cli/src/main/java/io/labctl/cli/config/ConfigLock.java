package io.labctl.cli.config;

import io.labctl.catalog.file.DurableFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps other processes from changing the config file while one reads, changes and replaces it. It
 * is a file of its own beside that one, for a process loses its lock on a file as soon as it closes
 * any channel to it (fcntl(2)). The kernel gives the lock back with the process, however that ends.
 */
final class ConfigLock implements AutoCloseable {
    private final Path file;
    private final FileLock lock;
    private final FileChannel proof;

    private ConfigLock(Path file, FileLock lock, FileChannel proof) {
        this.file = file;
        this.lock = lock;
        this.proof = proof;
    }

    /** Waits for its turn. */
    static ConfigLock of(Path config) throws IOException {
        Path real = Files.exists(config) ? config.toRealPath() : config.toAbsolutePath();
        Path file = real.resolveSibling("." + real.getFileName() + ".lock");
        Path folder = file.resolveSibling("");
        while (true) {
            if (Files.notExists(folder)) {
                DurableFile.directory(folder);
            }
            try {
                Optional<ConfigLock> taken = taken(file);
                if (taken.isPresent()) {
                    return taken.get();
                }
            } catch (NoSuchFileException e) {
                if (Files.exists(folder)) {
                    throw e;
                } // else it has gone since, with the rehearsal that it was made for
            }
        }
    }

    /** Empty when what was waited for has been taken away by the process that had it. */
    private static Optional<ConfigLock> taken(Path file) throws IOException {
        FileChannel channel = open(file);
        try {
            FileLock lock = channel.lock();
            Optional<FileChannel> proof = lockedHere(file);
            if (proof.isPresent()) {
                return Optional.of(new ConfigLock(file, lock, proof.get()));
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /**
     * Another channel to the file, if it is this process that has locked it: Java lets no file be
     * locked twice. It stays open as long as the lock is to hold.
     */
    private static Optional<FileChannel> lockedHere(Path file) throws IOException {
        FileChannel again = open(file);
        try {
            again.tryLock();
        } catch (OverlappingFileLockException e) {
            return Optional.of(again);
        } catch (IOException | RuntimeException e) {
            again.close();
            throw e;
        }
        again.close();
        return Optional.empty();
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
    }

    /** Takes the file away first: who waits for it sees that and makes another. */
    @Override
    public void close() {
        try (var _ = lock.acquiredBy();
                proof) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // a file that stays hinders nobody, and goes with the next one who locks it
        }
    }
}
