package io.labctl.agent.machine;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.kernel.Handle;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds managed paths without being led astray: a link or directory that somebody without
 * privileges can change leads nowhere but to what is that one's own, and whoever exchanges a
 * directory afterwards changes nothing for what was found here. Each directory is looked at once;
 * links are resolved inside the root.
 *
 * <p>Only the way to a path is judged. What stands at the path itself is not followed.
 */
public final class Places implements Closeable {
    private final Root root;
    private final Map<String, Optional<Directory>> directories = new HashMap<>();

    /** A directory that was found, and what keeps it from being another one later. */
    record Directory(Path path, Closeable hold) {}

    Places(Root root) {
        this.root = root;
    }

    /**
     * Where a path is to be read and written until this is closed.
     *
     * @return nothing when a directory on the way is missing
     * @throws Conflict when the way is not safe
     */
    public Optional<Path> find(String absolute) throws IOException {
        return directory(parent(absolute)).map(found -> found.path().resolve(name(absolute)));
    }

    /**
     * The same for something that is to be put there.
     *
     * @throws Missing when the directory that would hold it is missing
     */
    public Path of(String absolute) throws IOException {
        return find(absolute)
                .orElseThrow(
                        () ->
                                new Missing(
                                        Missing.Kind.DIRECTORY,
                                        parent(absolute),
                                        "no directory '%s' to put '%s' in"
                                                .formatted(parent(absolute), name(absolute))));
    }

    /**
     * The same where a name is to be given or taken away there, as far as looking tells: access(2)
     * tells of a file system that is read-only, to root too.
     */
    public Path changeable(String absolute) throws IOException {
        Path place = of(absolute);
        requireWritable(place.resolveSibling("."), place);
        return place;
    }

    /**
     * Refuses what is on a file system that is read-only.
     *
     * @param told by which the trouble is told
     */
    public static void requireWritable(Path path, Path told) throws IOException {
        try {
            path.getFileSystem().provider().checkAccess(path, AccessMode.WRITE);
        } catch (FileSystemException e) {
            throw FileTrouble.of(told, e);
        }
    }

    /**
     * The path of what the links at a path lead to, or the path itself.
     *
     * @throws Conflict when a link is not root's or others can exchange it, or there are too many
     */
    public String behind(String absolute) throws IOException {
        String path = absolute;
        for (int links = 0; links < RestOfWay.MOST_LINKS; links++) {
            Optional<Path> place = find(path);
            if (place.isEmpty() || !Files.isSymbolicLink(place.get())) {
                return path;
            }
            if (!Entry.of(place.get(), LinkOption.NOFOLLOW_LINKS).isTrusted()) {
                throw new Conflict(
                        "'%s' is a link that is not root's: name what it leads to, or give the link to root"
                                .formatted(path));
            }
            if (Handle.isIn(place.get())) {
                throw new Conflict(
                        "'%s' is a link in a directory that others can change".formatted(path));
            }
            String target = Files.readSymbolicLink(place.get()).toString();
            path = target.startsWith("/") ? target : parent(path) + "/" + target;
        }
        throw new Conflict("'%s' leads over too many links".formatted(absolute));
    }

    private Optional<Directory> directory(String absolute) throws IOException {
        Optional<Directory> known = directories.get(absolute);
        if (known == null) {
            known = way(absolute);
            directories.put(absolute, known);
        }
        return known;
    }

    private Optional<Directory> way(String absolute) throws IOException {
        return switch (TrustedWay.below(root.path()).to(absolute)) {
            case TrustedWay.Found(Path path) -> Optional.of(new Directory(path, () -> {}));
            case TrustedWay.Missing _ -> Optional.empty();
            case TrustedWay.Untrusted _ -> HeldWay.below(root.path(), absolute).take();
        };
    }

    @Override
    public void close() throws IOException {
        for (Optional<Directory> each : directories.values()) {
            if (each.isPresent()) {
                each.get().hold().close();
            }
        }
        directories.clear();
    }

    private static String parent(String absolute) {
        int slash = absolute.lastIndexOf('/');
        return slash <= 0 ? "/" : absolute.substring(0, slash);
    }

    private static String name(String absolute) {
        return absolute.substring(absolute.lastIndexOf('/') + 1);
    }
}
