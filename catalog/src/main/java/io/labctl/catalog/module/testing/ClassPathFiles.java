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
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code files/} of a module where a test finds them: beside its classes.
 *
 * @param type the record that is the module
 * @param module its name
 */
record ClassPathFiles(Class<?> type, String module) implements ModuleFiles {
    private static final String FILES = "/modules/%s/files";

    @Override
    public Content.Stored file(String name) {
        try {
            if (!names().contains(name)) {
                throw new InvalidInput("module %s has no files/%s".formatted(module, name));
            }
            return stored(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SortedMap<String, Content.Stored> below(String folder) {
        String prefix = folder + "/";
        try {
            var below = new TreeMap<String, Content.Stored>();
            for (String name : names()) {
                if (name.startsWith(prefix)) {
                    below.put(name.substring(prefix.length()), stored(name));
                }
            }
            if (below.isEmpty()) {
                throw new InvalidInput(
                        "module %s has no folder files/%s with files in it"
                                .formatted(module, folder));
            }
            return below;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Content.Stored stored(String name) throws IOException {
        try (InputStream in = type.getResourceAsStream(FILES.formatted(module) + "/" + name)) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            return new Content.Stored(Sha256.of(bytes), bytes.length);
        }
    }

    /** All of them, as labd has them: a name is one of these, or there is no such file. */
    private Set<String> names() throws IOException {
        URL files = type.getResource(FILES.formatted(module));
        if (files == null) {
            return Set.of();
        }
        if (files.openConnection() instanceof JarURLConnection jar) {
            jar.setUseCaches(false);
            String prefix = jar.getEntryName().replaceFirst("/?$", "/");
            try (JarFile file = jar.getJarFile()) {
                return file.stream()
                        .filter(each -> !each.isDirectory() && each.getName().startsWith(prefix))
                        .map(each -> each.getName().substring(prefix.length()))
                        .collect(Collectors.toSet());
            }
        }
        Path path = Path.of(URI.create(files.toString()));
        try (Stream<Path> walk = Files.walk(path)) {
            return walk.filter(Files::isRegularFile)
                    .map(each -> path.relativize(each).toString())
                    .collect(Collectors.toSet());
        }
    }
}
