package io.labctl.agent.lock;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets one process at a time run. The kernel holds the lock (fcntl(2)) and lets it go when the
 * process ends, however it ends; what stands in the file only tells others who has it. The kernel
 * also lets it go when this process closes the file anywhere, so no process has two of these for
 * one file.
 */
public final class RunLock {
    private static final int LONGEST = 4096;

    private final Path file;
    private final Supplier<Holder> self;
    private final KernelLocks kernel;
    private final JsonMapper json;
    private final AtomicBoolean ours = new AtomicBoolean();

    public RunLock(Path file, Supplier<Holder> self, KernelLocks kernel, JsonMapper json) {
        this.file = file;
        this.self = self;
        this.kernel = kernel;
        this.json = json;
    }

    /** Whether this process may run now. */
    public sealed interface Attempt permits Taken, HeldBy {}

    /** It may, until this is closed. */
    public static final class Taken implements Attempt, AutoCloseable {
        private final FileChannel channel;
        private final AtomicBoolean ours;

        private Taken(FileChannel channel, AtomicBoolean ours) {
            this.channel = channel;
            this.ours = ours;
        }

        @Override
        public void close() throws IOException {
            boolean interrupted = Thread.interrupted(); // a channel refuses an interrupted thread
            try (channel) {
                channel.truncate(0);
            } finally {
                ours.set(false);
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /**
     * Another run holds it.
     *
     * @param holder empty when it has not yet said who it is, and the kernel does not either
     */
    public record HeldBy(Optional<Holder> holder) implements Attempt {
        @Override
        public String toString() {
            return holder.map(Holder::toString)
                    .orElse("a process that is just beginning or ending");
        }
    }

    public Attempt take() throws IOException {
        if (!ours.compareAndSet(false, true)) {
            return new HeldBy(Optional.of(self.get()));
        }
        Attempt attempt = new HeldBy(Optional.empty());
        try {
            attempt = takeFromOthers();
            return attempt;
        } finally {
            ours.set(attempt instanceof Taken);
        }
    }

    /** Who holds it at this moment, asked without getting in its way. */
    public Optional<Holder> holder() throws IOException {
        try (var in = Files.newInputStream(file)) {
            return holder(in.readNBytes(LONGEST)).filter(Holder::isAlive);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Attempt takeFromOthers() throws IOException {
        DurableFile.directory(file.toAbsolutePath().resolveSibling("").normalize());
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                var held = new HeldBy(other(read(channel)));
                channel.close();
                return held;
            }
            sign(channel);
            return new Taken(channel, ours);
        } catch (IOException e) {
            channel.close();
            throw FileTrouble.at(file, e);
        } catch (RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** By what it wrote; until it has, by what the kernel knows. */
    private Optional<Holder> other(byte[] bytes) {
        return holder(bytes)
                .filter(Holder::isAlive)
                .or(
                        () ->
                                kernel.holder(file).stream()
                                        .boxed()
                                        .flatMap(pid -> Holder.of(pid).stream())
                                        .findFirst());
    }

    private void sign(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(json.writeValueAsBytes(self.get())), 0);
    }

    private static byte[] read(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(LONGEST);
        channel.read(bytes, 0);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private Optional<Holder> holder(byte[] bytes) {
        try {
            return Optional.of(WireJson.read(json, bytes, Holder.class, "lock"));
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }
}
