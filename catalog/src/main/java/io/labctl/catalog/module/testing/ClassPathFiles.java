package io.labctl.catalog.module.testing;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.ModuleFiles;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The {@code files/} of a module where a test finds them: beside its classes, and beside those of
 * its tests. Of two files of one name it is the one that comes first on the class path.
 *
 * @param classPath where the module's classes come from
 * @param module its name
 */
record ClassPathFiles(ClassLoader classPath, String module) implements ModuleFiles {
    /** Of what is a file itself, from there on. */
    private static final String ITSELF = "";

    @Override
    public Content.Stored file(String name) {
        Content.Stored file = at(name).get(ITSELF);
        if (file == null) {
            throw new InvalidInput("module %s has no files/%s".formatted(module, name));
        }
        return file;
    }

    @Override
    public SortedMap<String, Content.Stored> below(String folder) {
        SortedMap<String, Content.Stored> below = at(folder);
        below.remove(ITSELF);
        if (below.isEmpty()) {
            throw new InvalidInput(
                    "module %s has no folder files/%s with files in it".formatted(module, folder));
        }
        return below;
    }

    /** All files in this place, by their names from there on. */
    private SortedMap<String, Content.Stored> at(String place) {
        var files = new TreeMap<String, Content.Stored>();
        try {
            for (URL root : roots(place)) {
                if (root.openConnection() instanceof JarURLConnection jar) {
                    Path file = Path.of(URI.create(jar.getJarFileURL().toString()));
                    try (FileSystem packed = FileSystems.newFileSystem(file)) {
                        add(packed.getPath(jar.getEntryName(), place), files);
                    }
                } else {
                    add(Path.of(URI.create(root.toString())).resolve(place), files);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** None where labd would not find the place, as no file's name is written so. */
    private List<URL> roots(String place) throws IOException {
        boolean isName =
                Arrays.stream(place.split("/", -1))
                        .noneMatch(each -> each.matches("|[.]{1,2}") || each.contains("\0"));
        return isName
                ? Collections.list(classPath.getResources("modules/%s/files".formatted(module)))
                : List.of();
    }

    private static void add(Path place, SortedMap<String, Content.Stored> files)
            throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(place)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                files.putIfAbsent(
                        place.relativize(file).toString(),
                        new Content.Stored(Sha256.of(bytes), bytes.length));
            }
        }
    }
}
