package io.labctl.cli.server;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.ServerName;
import java.util.List;

/**
 * A server as it is named on the command line, {@code server/NAME} or {@code server NAME}, and the
 * words after it.
 */
public record ServerReference(ServerName name, List<String> rest) {
    static final List<String> TYPES = List.of("server", "servers", "srv");
    private static final List<String> TOKEN_TYPES = List.of("token", "tokens");

    public ServerReference {
        rest = List.copyOf(rest);
    }

    /**
     * Reads the words of a command line, of which there is at least one.
     *
     * @throws InvalidInput when they do not begin with a server
     */
    public static ServerReference parse(List<String> words) {
        String first = words.getFirst();
        int slash = first.indexOf('/');
        if (slash >= 0) {
            checkType(first.substring(0, slash));
            return new ServerReference(
                    new ServerName(first.substring(slash + 1)), words.subList(1, words.size()));
        }
        if (words.size() == 1) {
            throw new InvalidInput(
                    TYPES.contains(first)
                            ? "the server's name is missing, write server/NAME"
                            : "'%s' lacks 'server/' before it, write server/%s"
                                    .formatted(Printable.of(first), Printable.of(first)));
        }
        checkType(first);
        return new ServerReference(new ServerName(words.get(1)), words.subList(2, words.size()));
    }

    /** Whether a word says that the next one is a server's name. */
    public static boolean isType(String word) {
        return TYPES.contains(word);
    }

    /** Only a server, with no words after it. */
    public static ServerName parseAlone(List<String> words) {
        ServerReference reference = parse(words);
        if (!reference.rest.isEmpty()) {
            throw new InvalidInput(
                    "one server at a time: '%s' is one word too many"
                            .formatted(Printable.of(reference.rest.getFirst())));
        }
        return reference.name;
    }

    private static void checkType(String type) {
        if (TOKEN_TYPES.contains(type)) {
            throw new InvalidInput(
                    "a token is no server: see 'labctl get tokens', and take one back with 'labctl revoke token ID'");
        }
        if (!TYPES.contains(type)) {
            throw new InvalidInput(
                    "'%s' is not the word 'server' (write server/NAME)"
                            .formatted(Printable.of(type)));
        }
    }
}
