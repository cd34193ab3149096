package io.labctl.cli.copy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.ServerName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where something is copied from or to. */
sealed interface Place {
    /**
     * Written {@code server/web1:/etc/motd}; a file here of such a name is {@code ./server/...}.
     */
    Pattern ON_A_SERVER = Pattern.compile("(?s)(?:server|servers|srv)/([^/:]*):(.*)");

    /** What Java makes of bytes that are no letters in the locale it runs in. */
    char LOST = '\ufffd';

    /** Whether it was written as a folder, which a name that is new must not be. */
    boolean isFolder();

    /** The name that it has, without the folders before it; empty where only its system knows. */
    Optional<String> name();

    /** On this machine. */
    record Here(Path path, boolean isFolder) implements Place {
        @Override
        public Optional<String> name() {
            return Optional.ofNullable(path.getFileName()).map(Path::toString).filter(Place::isOwn);
        }
    }

    /**
     * On a server.
     *
     * @param path from the account's home where it is not absolute
     */
    record There(ServerName server, String path) implements Place {
        public There {
            if (path.startsWith("~")) {
                throw new InvalidInput(
                        "'%s': no shell takes part there that knows '~'; what does not begin with '/' is in the account's home"
                                .formatted(Printable.of(path)));
            }
        }

        @Override
        public boolean isFolder() {
            return path.endsWith("/");
        }

        @Override
        public Optional<String> name() {
            String plain = path.replaceAll("/+\\z", "");
            return Optional.of(plain.substring(plain.lastIndexOf('/') + 1)).filter(Place::isOwn);
        }
    }

    private static boolean isOwn(String name) {
        return !name.isEmpty() && !name.equals(".") && !name.equals("..");
    }

    /**
     * Reads one word.
     *
     * @throws InvalidInput when it names no place
     */
    static Place parse(String word) {
        if (word.isEmpty()) {
            throw new InvalidInput("an empty word names no file");
        }
        if (word.indexOf(LOST) >= 0) {
            throw new InvalidInput(
                    "'%s' has letters that are none in this locale; LC_ALL=C.UTF-8 has all"
                            .formatted(Printable.of(word)));
        }
        Matcher there = ON_A_SERVER.matcher(word);
        if (there.matches()) {
            return new There(new ServerName(there.group(1)), there.group(2));
        }
        try {
            return new Here(Path.of(word), word.endsWith("/"));
        } catch (InvalidPathException e) {
            throw new InvalidInput(
                    "'%s' cannot be a file's name in this locale; LC_ALL=C.UTF-8 has all letters"
                            .formatted(Printable.of(word)),
                    e);
        }
    }
}
