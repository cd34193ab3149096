package io.labctl.facts.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The machine's files below an injected root, named by their absolute paths on the machine.
 *
 * <p>Most of them exist only on some machines, need root, or refuse to be read at times (sysfs
 * answers EINVAL for the speed of a link that is down). So what cannot be read is absent, never an
 * exception.
 */
public final class MachineFiles {
    /** Far above what procfs and sysfs give; a bound against a stray file. */
    private static final int MOST_BYTES = 8 << 20;

    private final Path root;

    public MachineFiles(Path root) {
        this.root = root;
    }

    /** The first bytes of a regular file. */
    public Optional<byte[]> bytes(String path, int most) {
        return at(path).filter(Files::isRegularFile).flatMap(file -> read(file, most));
    }

    /** The whole file as UTF-8, malformed bytes replaced. */
    public Optional<String> text(String path) {
        return bytes(path, MOST_BYTES).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    public List<String> lines(String path) {
        return text(path).map(text -> text.lines().toList()).orElse(List.of());
    }

    /** The file's text without white space around it; absent when nothing is left. */
    public Optional<String> value(String path) {
        return text(path).map(String::strip).filter(text -> !text.isEmpty());
    }

    public Optional<Long> number(String path) {
        return value(path).flatMap(WholeNumber::parse);
    }

    public boolean exists(String path) {
        return at(path).filter(Files::exists).isPresent();
    }

    public boolean isDirectory(String path) {
        return at(path).filter(Files::isDirectory).isPresent();
    }

    /** The names in a directory, sorted. */
    public List<String> names(String directory) {
        return at(directory).filter(Files::isDirectory).map(MachineFiles::list).orElse(List.of());
    }

    /** Where a symbolic link points to, as it is written in the link. */
    public Optional<String> link(String path) {
        return at(path).filter(Files::isSymbolicLink).flatMap(MachineFiles::target);
    }

    private Optional<Path> at(String path) {
        try {
            return Optional.of(root.resolve(path.substring(1)));
        } catch (
                InvalidPathException _) { // a name with a NUL or outside the locale's character set
            return Optional.empty();
        }
    }

    private static Optional<byte[]> read(Path file, int most) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(most));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static List<String> list(Path directory) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return names(entries);
        } catch (IOException _) {
            return List.of();
        }
    }

    static List<String> names(DirectoryStream<Path> entries) {
        List<String> names = new ArrayList<>();
        try {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (DirectoryIteratorException _) { // it cannot be read to its end
            return List.of();
        }
        Collections.sort(names);
        return names;
    }

    private static Optional<String> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
