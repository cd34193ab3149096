package io.labctl.agent.logs;

import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.name.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A file that people may read, by its name. Links lead only to what they may read as well, and
 * those that others than root can change only as far as {@link Places} lets them.
 *
 * @param allowed whether a path is one that may be read
 */
record LogFile(Root root, String path, Predicate<String> allowed) {
    /** More is not tried: whoever exchanges a file all the time does not want it to be read. */
    private static final int TRIES = 10;

    /**
     * One that is being read.
     *
     * @param key by which the machine knows it, whatever its name
     */
    record Open(FileChannel channel, Object key) implements Closeable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /**
     * From its start.
     *
     * @throws NotFound when it is not there
     * @throws Denied when it may not be read
     * @throws io.labctl.catalog.error.Conflict when it is no file, or the way to it is not safe
     */
    Open open() throws IOException {
        return find().orElseThrow(() -> new NotFound("there is no file '%s'".formatted(shown())));
    }

    /** The same, if it is there and another one than this by now. */
    Optional<Open> openUnless(Object key) throws IOException {
        Optional<Path> now = root.seen(path);
        return now.isEmpty() || key(now.get()).filter(each -> !each.equals(key)).isEmpty()
                ? Optional.empty()
                : find();
    }

    private Optional<Open> find() throws IOException {
        require(path);
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Path> there = root.seen(path);
            if (there.isEmpty()) {
                return Optional.empty();
            }
            Optional<Object> before = key(there.get());
            Optional<FileChannel> channel = channel(root.nameOf(there.get()));
            if (channel.isPresent()) {
                if (before.isPresent() && before.equals(key(there.get()))) {
                    return Optional.of(new Open(channel.get(), before.get()));
                }
                channel.get().close();
            }
        }
        return Optional.empty();
    }

    private Optional<FileChannel> channel(String real) throws IOException {
        require(real);
        try (Places places = root.places()) {
            Optional<Path> place = places.find(real);
            return place.isEmpty() ? Optional.empty() : channel(place.get(), real);
        }
    }

    private static Optional<FileChannel> channel(Path place, String real) throws IOException {
        try (HeldEntry entry = HeldEntry.at(place).orElse(null)) {
            if (entry == null) {
                return Optional.empty();
            }
            if (entry.kind() != PathKind.FILE) {
                throw new Conflict("'%s' is no file to be read".formatted(Printable.of(real, 200)));
            }
            long names = entry.entry().names();
            if (names > 1 && entry.isAmongOthers()) {
                throw new Conflict(
                        "'%s' has %d names (hard links), and not only root can make some there: it may be another file's content"
                                .formatted(Printable.of(real, 200), names));
            }
            return Optional.of(entry.open());
        }
    }

    private void require(String where) {
        if (!allowed.test(where)) {
            throw new Denied(
                    "the policy of this machine does not allow to read '%s'%s"
                            .formatted(
                                    shown(),
                                    where.equals(path)
                                            ? ""
                                            : ", which leads to '%s'"
                                                    .formatted(Printable.of(where))));
        }
    }

    private static Optional<Object> key(Path place) throws IOException {
        try {
            return Optional.of(
                    Objects.requireNonNull(
                            Files.readAttributes(
                                            place,
                                            BasicFileAttributes.class,
                                            LinkOption.NOFOLLOW_LINKS)
                                    .fileKey()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** How messages call it. */
    String shown() {
        return Printable.of(path, 200);
    }
}
