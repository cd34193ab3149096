package io.labctl.catalog.file;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is in a folder. Java tells by another kind of exception, which no compiler asks for, when a
 * folder can be opened but not read to its end, as on a failing disk; here it is trouble like any.
 */
public final class FolderEntries {
    private FolderEntries() {}

    /**
     * All of them, in no order.
     *
     * @throws java.nio.file.NoSuchFileException when there is no such folder
     * @throws FileSystemException that names the folder, whatever else is wrong with it
     */
    public static List<Path> of(Path folder) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            return of(folder, all);
        }
    }

    static List<Path> of(Path folder, DirectoryStream<Path> all) throws IOException {
        var found = new ArrayList<Path>();
        try {
            all.forEach(found::add);
        } catch (DirectoryIteratorException e) {
            throw FileTrouble.at(folder, requireNonNull(e.getCause()));
        }
        return found;
    }

    /**
     * The folder and all that is below it; no link is followed.
     *
     * @throws java.nio.file.NoSuchFileException when there is no such folder
     * @throws FileSystemException that names the folder, or the one below it that is at fault
     */
    public static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return below(folder, all);
        }
    }

    static List<Path> below(Path folder, Stream<Path> all) throws IOException {
        try {
            return all.toList();
        } catch (UncheckedIOException e) {
            throw FileTrouble.at(folder, requireNonNull(e.getCause()));
        }
    }
}
