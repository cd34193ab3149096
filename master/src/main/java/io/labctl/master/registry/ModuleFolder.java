package io.labctl.master.registry;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A module's files by their names in its folder. The same for all tiers, wherever the folder is.
 *
 * @param name of the folder
 */
public record ModuleFolder(String name, SortedMap<String, byte[]> files) {
    public static final String MANIFEST = "module.yaml";
    private static final String FILES = "files/";

    public ModuleFolder {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /**
     * A module that came with labd.
     *
     * @throws Unavailable when the class path does not hold it
     */
    static ModuleFolder onClassPath(String name) {
        URL manifest = ModuleFolder.class.getResource("/modules/" + name + "/" + MANIFEST);
        if (manifest == null) {
            throw new Unavailable("module '%s' is not on the class path".formatted(name));
        }
        try {
            return new ModuleFolder(
                    name,
                    manifest.openConnection() instanceof JarURLConnection jar
                            ? inJar(jar)
                            : inFolder(Path.of(URI.create(manifest.toURI().toString()))));
        } catch (IOException | URISyntaxException e) {
            throw new Unavailable("module '%s' is not readable".formatted(name), e);
        }
    }

    private static SortedMap<String, byte[]> inJar(JarURLConnection manifest) throws IOException {
        manifest.setUseCaches(false);
        String folder = manifest.getEntryName().replaceFirst("[^/]*$", "");
        var files = new TreeMap<String, byte[]>();
        try (JarFile jar = manifest.getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().startsWith(folder) && !entry.isDirectory()) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        files.put(entry.getName().substring(folder.length()), in.readAllBytes());
                    }
                }
            }
        }
        return files;
    }

    private static SortedMap<String, byte[]> inFolder(Path manifest) throws IOException {
        Path folder = Optional.ofNullable(manifest.getParent()).orElseThrow();
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.filter(Files::isRegularFile).forEach(paths::add);
        }
        var files = new TreeMap<String, byte[]>();
        for (Path path : paths) {
            files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
        }
        return files;
    }

    /** What agents may fetch: the files of {@code files/}, by their names in there. */
    SortedMap<String, byte[]> stored() {
        var stored = new TreeMap<String, byte[]>();
        files.tailMap(FILES)
                .forEach(
                        (file, bytes) -> {
                            if (file.startsWith(FILES)) {
                                stored.put(file.substring(FILES.length()), bytes);
                            }
                        });
        return stored;
    }

    /** How faults call a file of the folder. */
    public String fileName(String file) {
        return "modules/" + name + "/" + file;
    }

    /** What the module declares depends on these files and on no others. */
    private static boolean counts(String file) {
        return file.equals(MANIFEST) || file.startsWith("src/") || file.startsWith(FILES);
    }

    /** Over the manifest, {@code src/} and {@code files/}: names, sizes and bytes, by name. */
    public String sha256() {
        MessageDigest digest = Sha256.digest();
        files.forEach(
                (file, bytes) -> {
                    if (counts(file)) {
                        String header = file + "\0" + bytes.length + "\0";
                        digest.update(header.getBytes(StandardCharsets.UTF_8));
                        digest.update(bytes);
                    }
                });
        return Sha256.hex(digest.digest());
    }
}
