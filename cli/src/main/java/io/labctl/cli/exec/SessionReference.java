package io.labctl.cli.exec;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.List;
import java.util.UUID;

/** A session as it is named on the command line: {@code session/ID} or {@code session ID}. */
final class SessionReference {
    private static final List<String> TYPES = List.of("session", "sessions");
    private static final String UUID_FORM =
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

    private SessionReference() {}

    /**
     * Reads the words of a command line, of which there is at least one.
     *
     * @throws InvalidInput when they are something else than one session
     */
    static UUID parse(List<String> words) {
        String first = words.getFirst();
        int slash = first.indexOf('/');
        String type = slash < 0 ? first : first.substring(0, slash);
        if (!TYPES.contains(type)) {
            throw new InvalidInput(
                    "'%s' is not the word 'session' (write session/ID, as 'labctl get sessions' lists it)"
                            .formatted(Printable.of(type)));
        }
        int length = slash < 0 ? 2 : 1;
        if (words.size() < length) {
            throw new InvalidInput("the session's id is missing, write session/ID");
        }
        if (words.size() > length) {
            throw new InvalidInput(
                    "one session at a time: '%s' is one word too many"
                            .formatted(Printable.of(words.get(length))));
        }
        return id(slash < 0 ? words.get(1) : first.substring(slash + 1));
    }

    /** By its id alone, or as listings by name print it. */
    static UUID parse(String word) {
        return id(word.startsWith("session/") ? word.substring("session/".length()) : word);
    }

    private static UUID id(String text) {
        if (!text.matches(UUID_FORM)) {
            throw new InvalidInput(
                    "'%s' is not a session's id (a UUID)".formatted(Printable.of(text)));
        }
        return UUID.fromString(text);
    }
}
