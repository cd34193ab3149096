package io.labctl.catalog.module.testing;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.ModuleFiles;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The {@code files/} of a module where a test finds them: beside its classes.
 *
 * @param type the record that is the module
 * @param module its name
 */
record ClassPathFiles(Class<?> type, String module) implements ModuleFiles {
    @Override
    public Content.Stored file(String name) {
        try (InputStream in = type.getResourceAsStream(resource(name))) {
            if (in == null) {
                throw new InvalidInput("module %s has no files/%s".formatted(module, name));
            }
            byte[] bytes = in.readAllBytes();
            return new Content.Stored(Sha256.of(bytes), bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SortedMap<String, Content.Stored> below(String folder) {
        URL found = type.getResource(resource(folder));
        if (found == null) {
            throw new InvalidInput(
                    "module %s has no folder files/%s with files in it".formatted(module, folder));
        }
        try {
            var below = new TreeMap<String, Content.Stored>();
            for (String name : names(found)) {
                below.put(name, file(folder + "/" + name));
            }
            return below;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(URL folder) throws IOException {
        if (folder.openConnection() instanceof JarURLConnection jar) {
            jar.setUseCaches(false);
            String prefix = jar.getEntryName().replaceFirst("/?$", "/");
            try (JarFile file = jar.getJarFile()) {
                return file.stream()
                        .filter(each -> !each.isDirectory() && each.getName().startsWith(prefix))
                        .map(each -> each.getName().substring(prefix.length()))
                        .toList();
            }
        }
        Path path = Path.of(URI.create(folder.toString()));
        try (Stream<Path> walk = Files.walk(path)) {
            return walk.filter(Files::isRegularFile)
                    .map(each -> path.relativize(each).toString())
                    .toList();
        }
    }

    private String resource(String name) {
        return "/modules/%s/files/%s".formatted(module, name);
    }
}
