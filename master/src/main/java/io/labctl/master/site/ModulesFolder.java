package io.labctl.master.site;

import static java.util.Objects.requireNonNull;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.Printable;
import io.labctl.master.registry.ModuleFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code modules/} of a site. All its files are looked at in turn, and read again only when one of
 * them has changed. Links are not followed: whoever may write to the site must not make labd hand
 * out what only labd can read. Safe for many threads.
 */
final class ModulesFolder {
    static final String NAME = "modules";

    /** Of all modules together. */
    private static final int MOST_FILES = 10_000;

    /** The same, in bytes. */
    private static final long MOST_BYTES = 64L << 20;

    private volatile @Nullable Listing listing;

    private record Listing(
            Path folder, SortedMap<String, SiteFile.Stamp> stamps, SiteModules modules) {
        boolean isSettled(long now) {
            return stamps.values().stream().allMatch(each -> each.isSettled(now));
        }
    }

    /**
     * @param now in milliseconds since the epoch
     */
    SiteModules look(Path site, long now) {
        Path folder = site.resolve(NAME);
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return SiteModules.NONE;
        }
        var walk = new Walk(folder);
        Listing known = listing;
        if (known != null
                && known.folder().equals(folder)
                && known.stamps().equals(walk.stamps)
                && known.isSettled(now)) {
            return known.modules();
        }
        SiteModules fresh = walk.read();
        SiteModules kept =
                known != null && sameAs(known.modules(), fresh) ? known.modules() : fresh;
        listing = new Listing(folder, walk.stamps, kept);
        return kept;
    }

    private static boolean sameAs(SiteModules known, SiteModules fresh) {
        return known.faults().equals(fresh.faults()) && identities(known).equals(identities(fresh));
    }

    private static List<String> identities(SiteModules modules) {
        return modules.folders().stream().map(each -> each.name() + " " + each.sha256()).toList();
    }

    /** One look at all files. */
    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final SortedMap<String, SiteFile.Stamp> stamps = new TreeMap<>();
        private final SortedMap<String, SortedMap<String, byte[]>> modules = new TreeMap<>();
        private final List<Fault> faults = new ArrayList<>();
        private long bytes;

        Walk(Path folder) {
            this.folder = folder;
            try {
                Files.walkFileTree(folder, this);
            } catch (IOException e) {
                faults.add(fault(NAME, "cannot be read by labd: " + FileTrouble.reason(e)));
            }
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes found) {
            return isLeftAlone(path) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes found) {
            String name = nameOf(path);
            if (isLeftAlone(path) || (isAtTop(path) && found.isRegularFile())) {
                return FileVisitResult.CONTINUE; // a README, or what an editor left
            }
            if (!found.isRegularFile()) {
                faults.add(fault(name, "is no regular file and no folder; links are not followed"));
                return FileVisitResult.CONTINUE;
            }
            bytes += found.size();
            stamps.put(
                    name,
                    new SiteFile.Stamp(found.lastModifiedTime(), found.size(), found.fileKey()));
            if (stamps.size() > MOST_FILES || bytes > MOST_BYTES) {
                faults.add(
                        fault(
                                NAME,
                                "has more than %d files or %d MiB, which is all that is read"
                                        .formatted(MOST_FILES, MOST_BYTES >> 20)));
                return FileVisitResult.TERMINATE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException e) {
            faults.add(fault(nameOf(path), "cannot be read by labd: " + FileTrouble.reason(e)));
            return FileVisitResult.CONTINUE;
        }

        private boolean isAtTop(Path path) {
            return folder.equals(path.getParent());
        }

        /** Names of a module's contents are its own affair. */
        private boolean isLeftAlone(Path path) {
            Path inside = folder.relativize(path);
            boolean content =
                    inside.getNameCount() > 2 && inside.getName(1).toString().equals("files");
            return !content
                    && !path.equals(folder)
                    && LayerFile.isLeftAlone(inside.getFileName().toString());
        }

        SiteModules read() {
            if (faults.isEmpty()) {
                stamps.keySet().forEach(this::read);
            }
            return faults.isEmpty()
                    ? new SiteModules(folders(), List.of())
                    : new SiteModules(List.of(), faults);
        }

        private List<ModuleFolder> folders() {
            return modules.entrySet().stream()
                    .map(each -> new ModuleFolder(each.getKey(), each.getValue()))
                    .toList();
        }

        private void read(String name) {
            String[] part = name.split("/", 3); // modules/NAME/FILE
            try {
                modules.computeIfAbsent(part[1], _ -> new TreeMap<>()).put(part[2], bytes(name));
            } catch (IOException e) {
                faults.add(fault(name, "cannot be read by labd: " + FileTrouble.reason(e)));
            }
        }

        /** No more than was looked at, and not through what has become a link since. */
        private byte[] bytes(String name) throws IOException {
            long size = requireNonNull(stamps.get(name)).size();
            try (InputStream in =
                    Files.newInputStream(folder.resolveSibling(name), LinkOption.NOFOLLOW_LINKS)) {
                return in.readNBytes((int) size);
            }
        }

        private String nameOf(Path path) {
            return NAME + "/" + folder.relativize(path);
        }

        private static Fault fault(String name, String message) {
            return Place.in(Printable.of(name)).fault(null, message);
        }
    }
}
