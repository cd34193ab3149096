package io.labctl.master.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names in a folder, as texts. In some locales a name is no such one, and leads nowhere. */
final class Names {
    private Names() {}

    static SortedSet<String> in(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(each -> each.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static boolean isFolder(Path folder, String name) {
        try {
            return Files.isDirectory(folder.resolve(name));
        } catch (InvalidPathException _) {
            return false; // then it is no folder that is read
        }
    }

    /** Whether its text leads to it. */
    static boolean isText(Path path) {
        try {
            return Path.of(path.toString()).equals(path);
        } catch (InvalidPathException _) {
            return false;
        }
    }
}
