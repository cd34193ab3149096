package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that a rehearsal keeps on the host's disk, in one folder that only root can read. */
record StateFolder(Path root) {

    /**
     * Whether a rehearsal stands here, or was begun. A folder with something else in it is none,
     * and nothing in it is ever touched; one that may not be looked into is taken for root's.
     */
    boolean exists() {
        return Files.isDirectory(root)
                && (!Files.isReadable(root) || Files.exists(mark()) || isEmpty());
    }

    private boolean isEmpty() {
        try {
            return contents().isEmpty();
        } catch (IOException e) {
            throw new Unavailable("folder '%s' cannot be looked into".formatted(root), e);
        }
    }

    private List<Path> contents() throws IOException {
        try (var files = Files.list(root)) {
            return files.toList();
        }
    }

    /** The first file that is made here and the last to go. */
    private Path mark() {
        return root.resolve("labctl-rehearsal");
    }

    Path dist() {
        return root.resolve("dist");
    }

    Path site() {
        return root.resolve("site");
    }

    Path packages() {
        return root.resolve("packages");
    }

    Path labdData() {
        return root.resolve("labd");
    }

    LabdYaml labdYaml() {
        return new LabdYaml(root.resolve("labd.yaml"));
    }

    /** Where labd leaves what its first administrator needs. */
    Path admin() {
        return labdData().resolve("admin");
    }

    Path adminKey() {
        return admin().resolve("admin.key");
    }

    /** The one whose administrator has this key, if it is one's at all. */
    static Optional<StateFolder> ofAdminKey(Path key) {
        return Optional.of(new StateFolder(key.resolve("../../..").normalize()))
                .filter(state -> state.adminKey().equals(key));
    }

    Path log(String what) {
        return root.resolve("log").resolve(what + ".log");
    }

    /** Where the process called this writes its own id and start time. */
    Path process(String what) {
        return root.resolve("process").resolve(what);
    }

    /** An empty folder for a node to mount its own file systems on, which the host never sees. */
    Path mountPoint(String node) {
        return root.resolve("node").resolve(node);
    }

    /**
     * Lets only root go on where a rehearsal stands, or may stand: to anyone else it looks as if
     * there were none.
     *
     * @throws Denied to anyone else
     */
    void checkAccess() {
        if (Requirements.isRoot()) {
            return;
        }
        if (exists()) {
            throw new Denied("the rehearsal in '%s' is root's: try it with sudo".formatted(root));
        }
        boolean hidden = !Files.exists(root) && !Files.notExists(root);
        if (hidden) {
            throw new Denied(
                    "only root can look into '%s', and so see whether a rehearsal stands there: try it with sudo"
                            .formatted(root));
        }
    }

    /** That nothing is there, with the place that was looked at. */
    String nothingRuns() {
        return "no rehearsal is running in '%s'".formatted(root);
    }

    /**
     * Makes it ready for a rehearsal, whether one stands here or not.
     *
     * @throws Conflict when there is something else in it
     */
    void create() {
        if (Files.exists(root) && !exists()) {
            throw new Conflict(
                    "'%s' holds something else than a rehearsal, name another folder in LABCTL_REHEARSAL"
                            .formatted(root));
        }
        try {
            makeRoot();
            for (String part : new String[] {"log", "process", "node"}) {
                Files.createDirectories(root.resolve(part));
            }
        } catch (IOException e) {
            throw new Unavailable("folder '%s' cannot be made".formatted(root), e);
        }
    }

    private void makeRoot() throws IOException {
        boolean parentMade = !Files.exists(root.resolveSibling(""));
        Files.createDirectories(root.resolveSibling(""));
        if (!exists()) {
            Files.createDirectory(
                    root,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        if (!Files.exists(mark())) {
            Files.createFile(mark());
        }
        if (parentMade) {
            parent().claim();
        }
    }

    /** The folder of the person's labctl config, which may be there for rehearsals only. */
    MadeFolder configFolder() {
        return new MadeFolder(root.resolve("config-folder-made"));
    }

    /** The folder that this one lies in. */
    private MadeFolder parent() {
        return new MadeFolder(root.resolve("parent-made"));
    }

    /** What the rehearsal consists of. */
    PlanFile plan() {
        return new PlanFile(root.resolve("plan.json"));
    }

    /**
     * Keeps other rehearse commands out until it is closed, or this process ends in whatever way.
     *
     * @throws Unavailable when another one is at work
     */
    FileLock lock() {
        try {
            @SuppressWarnings("resource") // closed with the lock, at the latest with the process
            FileChannel channel =
                    FileChannel.open(
                            root.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new Unavailable("another rehearse command is at work, wait for it to end");
            }
            return lock;
        } catch (IOException e) {
            throw new Unavailable("folder '%s' cannot be locked".formatted(root), e);
        }
    }

    /** Deletes everything. Nothing is ever mounted in it as the host sees it. */
    void delete() {
        try {
            boolean parentToo = parent().isOurs();
            for (Path each : contents()) {
                if (!each.equals(mark())) {
                    Files.walkFileTree(each, new Deleting());
                }
            }
            Files.deleteIfExists(mark());
            Files.delete(root.toRealPath()); // where a link leads to, not the link
            if (parentToo) {
                deleteIfEmpty(root.resolveSibling(""));
            }
        } catch (IOException e) {
            throw new Unavailable("folder '%s' cannot be deleted".formatted(root), e);
        }
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try (var others = Files.list(folder)) {
            if (others.findAny().isEmpty()) {
                Files.delete(folder);
            }
        }
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
