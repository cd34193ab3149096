package io.labctl.master.worker;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Everything that a class path leads to, what the manifests of its jars name included. */
final class ClassPath {
    private final Set<Path> entries = new LinkedHashSet<>();

    private ClassPath() {}

    /**
     * The files and folders that are there, each once.
     *
     * @param text as {@code java.class.path} has it
     */
    static List<Path> of(String text) {
        var all = new ClassPath();
        for (String entry : text.split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) { // that would be the working directory
                all.add(Path.of(entry).toAbsolutePath().normalize());
            }
        }
        return List.copyOf(all.entries);
    }

    private void add(Path entry) {
        if (Files.exists(entry) && entries.add(entry) && Files.isRegularFile(entry)) {
            addNamedBy(entry);
        }
    }

    /** The Class-Path of a jar (JAR File Specification): URLs from where the jar is. */
    private void addNamedBy(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String names =
                    manifest == null
                            ? null
                            : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (String name : names == null ? new String[0] : names.strip().split("\\s+", -1)) {
                if (!name.isEmpty()) {
                    add(Path.of(jar.toUri().resolve(name)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
