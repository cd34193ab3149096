package io.labctl.master.site;

import static java.util.Objects.requireNonNull;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.Printable;
import io.labctl.master.registry.ModuleFolder;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One look at all files of {@code modules/}. Every folder is entered out of the open one above it,
 * and no link on the way is followed, so that what is exchanged for a link meanwhile leads nowhere,
 * and what is exchanged for a pipe holds nobody up.
 */
final class ModulesWalk {
    /** And folders, of all modules together. */
    private static final int MOST_FILES = 10_000;

    /** The same, in bytes. */
    private static final long MOST_BYTES = 64L << 20;

    /** Each may need all those before it. */
    private static final int MOST_MODULES = 1_000;

    /** More help nobody. */
    private static final int MOST_FAULTS = 100;

    /** Each level holds a folder open. */
    private static final int DEEPEST = 40;

    private static final String FILES = "files";

    private final Path site;
    private final SortedMap<String, SiteFile.Stamp> stamps = new TreeMap<>();
    private final SortedSet<String> names = new TreeSet<>();
    private final List<Fault> faults = new ArrayList<>();
    private int found;
    private long bytes;
    private boolean isTooMuch;

    /**
     * @param site the real folder, behind all links
     */
    ModulesWalk(Path site) {
        this.site = site;
        try (DirectoryStream<Path> top = Files.newDirectoryStream(site)) {
            look(secure(top), Path.of(ModulesFolder.NAME));
        } catch (IOException e) {
            unreadable(Path.of(ModulesFolder.NAME), e);
        }
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> folder)
            throws IOException {
        if (folder instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        throw new IOException("its file system cannot be walked without following links");
    }

    /** Of each file, by its name in the site. */
    SortedMap<String, SiteFile.Stamp> stamps() {
        return stamps;
    }

    /** Of the modules, empty ones too. */
    SortedSet<String> names() {
        return names;
    }

    boolean isFaultless() {
        return faults.isEmpty();
    }

    private void look(SecureDirectoryStream<Path> in, Path path) {
        Path name = requireNonNull(path.getFileName());
        count();
        if (isTooMuch || isLeftAlone(path)) {
            return;
        }
        try {
            BasicFileAttributes attributes =
                    in.getFileAttributeView(
                                    name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes();
            if (attributes.isDirectory()) {
                try (var folder = in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    enter(folder, path);
                }
            } else {
                file(path, attributes);
            }
        } catch (IOException e) {
            unreadable(path, e);
        }
    }

    private void enter(SecureDirectoryStream<Path> folder, Path path) throws IOException {
        if (path.getNameCount() == 2) {
            names.add(requireNonNull(path.getFileName()).toString());
        }
        if (path.getNameCount() > DEEPEST) {
            fault(path, "is nested deeper than %d folders".formatted(DEEPEST));
            return;
        }
        try {
            for (Path each : folder) {
                if (isTooMuch) {
                    return;
                }
                look(folder, path.resolve(requireNonNull(each.getFileName())));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void file(Path path, BasicFileAttributes attributes) {
        boolean isRegular = attributes.isRegularFile();
        if (isRegular && path.getNameCount() == 2) {
            return; // a README beside the modules
        }
        if (!isRegular || path.getNameCount() == 1) {
            fault(path, "is no regular file and no folder; links are not followed");
            return;
        }
        if (!Names.isText(path)) {
            fault(
                    path,
                    "its name is not UTF-8, or has letters that the locale of labd lacks: LC_ALL=C.UTF-8 has all");
            return;
        }
        size(attributes.size());
        stamps.put(
                path.toString(),
                new SiteFile.Stamp(
                        attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
    }

    /** Every entry, also one that is left alone or cannot be read: to look at it takes time too. */
    private void count() {
        found++;
        if (found > MOST_FILES) {
            tooMuch("%d files and folders".formatted(MOST_FILES));
        }
    }

    /** Told once. A size is whatever a file system says, so the sum must not be made first. */
    private void size(long more) {
        if (more > MOST_BYTES - bytes) {
            tooMuch("%d MiB of files".formatted(MOST_BYTES >> 20));
        } else {
            bytes += more;
        }
    }

    private void tooMuch(String limit) {
        if (!isTooMuch) {
            isTooMuch = true;
            faults.add(
                    faultAt(
                            Path.of(ModulesFolder.NAME),
                            "has more than %s, which is all that is read".formatted(limit)));
        }
    }

    /** What editors leave; the names of a module's contents are its own affair. */
    private static boolean isLeftAlone(Path path) {
        boolean isContent = path.getNameCount() > 3 && path.getName(2).toString().equals(FILES);
        return !isContent && LayerFile.isLeftAlone(requireNonNull(path.getFileName()).toString());
    }

    /** The modules with their files as they are now, no more of each than was looked at. */
    SiteModules read() {
        if (names.size() > MOST_MODULES) {
            fault(Path.of(ModulesFolder.NAME), "has more than %d modules".formatted(MOST_MODULES));
        }
        var files = new TreeMap<String, SortedMap<String, byte[]>>();
        names.forEach(name -> files.put(name, new TreeMap<>()));
        if (faults.isEmpty()) {
            readInto(files);
        }
        return faults.isEmpty()
                ? new SiteModules(folders(files), List.of())
                : new SiteModules(List.of(), faults);
    }

    private static List<ModuleFolder> folders(SortedMap<String, SortedMap<String, byte[]>> files) {
        return files.entrySet().stream()
                .map(each -> new ModuleFolder(each.getKey(), each.getValue()))
                .toList();
    }

    private void readInto(SortedMap<String, SortedMap<String, byte[]>> files) {
        try (Pinned from = Pinned.at(site)) {
            stamps.forEach(
                    (name, stamp) -> {
                        String[] part = name.split("/", 3); // modules/NAME/FILE
                        SortedMap<String, byte[]> module = requireNonNull(files.get(part[1]));
                        read(from, Path.of(name), (int) stamp.size())
                                .ifPresent(bytes -> module.put(part[2], bytes));
                    });
        } catch (IOException e) {
            unreadable(Path.of(ModulesFolder.NAME), e);
        }
    }

    private Optional<byte[]> read(Pinned from, Path path, int size) {
        try {
            return Optional.of(bytes(from, path, size));
        } catch (IOException e) {
            unreadable(path, e);
            return Optional.empty();
        }
    }

    private static byte[] bytes(Pinned folder, Path path, int size) throws IOException {
        int count = path.getNameCount();
        try (Pinned entry = folder.entry(path.getName(0))) {
            return count == 1 ? entry.bytes(size) : bytes(entry, path.subpath(1, count), size);
        }
    }

    private void unreadable(Path path, IOException e) {
        fault(path, "cannot be read by labd: " + FileTrouble.reason(e));
    }

    private void fault(Path path, String message) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(faultAt(path, message));
        }
    }

    private static Fault faultAt(Path path, String message) {
        return Place.in(Printable.of(path.toString())).fault(null, message);
    }
}
