package io.labctl.cli.copy;

import io.labctl.catalog.kernel.PathBytes;
import io.labctl.catalog.name.Printable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Names of files as text with one character for each byte, in which an archive has them: a name
 * that is no UTF-8 passes as it is.
 */
final class ByteNames {
    private ByteNames() {}

    /** Of the last part of a path. */
    static String ofName(Path path) {
        return new String(PathBytes.ofName(path), StandardCharsets.ISO_8859_1);
    }

    /** Of a whole path, such as the one that a symbolic link leads to. */
    static String of(Path path) {
        String names =
                StreamSupport.stream(path.spliterator(), false)
                        .map(ByteNames::ofName)
                        .collect(Collectors.joining("/"));
        return path.isAbsolute() ? "/" + names : names;
    }

    /** Of a name that somebody has typed. */
    static String ofText(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The path that has these bytes. */
    static Path path(String bytes) throws IOException {
        String plain = bytes.replaceAll("/+", "/").replaceAll("(?s)(?<=.)/\\z", "");
        if (plain.isEmpty() || !areBytes(plain)) {
            throw new IOException("'%s' is no path".formatted(shown(bytes)));
        }
        boolean absolute = plain.startsWith("/");
        String escaped =
                plain.chars()
                        .mapToObj(c -> c == '/' ? "/" : "%%%02X".formatted(c))
                        .collect(Collectors.joining());
        Path path = Path.of(URI.create("file://" + (absolute ? "" : "/") + escaped));
        return absolute ? path : path.subpath(0, path.getNameCount());
    }

    /** The path of something in a folder, from there, with the one name that has these bytes. */
    static Path name(String part) throws IOException {
        Path path = path(part);
        if (path.isAbsolute() || path.getNameCount() != 1) {
            throw new IOException("'%s' is no name".formatted(shown(part)));
        }
        return path;
    }

    /** As people read it; what acts on a terminal is shown as its code. */
    static String shown(String bytes) {
        return Printable.whole(
                new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    /** The names that a path in an archive is made of. */
    static List<String> parts(String bytes) {
        String relative = bytes.startsWith("./") ? bytes.substring(2) : bytes;
        return Arrays.asList(relative.replaceAll("/\\z", "").split("/", -1));
    }

    /** Whether it is the name of something in a folder, and leads nowhere else. */
    static boolean isPlain(String part) {
        return !part.isEmpty() && !part.equals(".") && !part.equals("..") && areBytes(part);
    }

    /** A larger character would be more than one byte, which may be any. */
    private static boolean areBytes(String name) {
        return name.chars().allMatch(c -> c > 0 && c <= 0xff);
    }
}
