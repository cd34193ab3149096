package io.labctl.cli.copy;

import io.labctl.catalog.session.SessionCommand;
import java.util.List;
import java.util.Optional;

/** What a copy is called where sessions are listed: which way it went, and the place there. */
public final class CopyWords {
    /** In front of the arguments: {@code sh -c SCRIPT labctl-cp}. */
    private static final int BEGIN = 4;

    private CopyWords() {}

    /**
     * Of a command that is one, word for word: what only begins like one may do anything, and is
     * not called so.
     */
    public static Optional<String> of(SessionCommand command) {
        List<String> argv = command.argv();
        if (argv.size() <= BEGIN + 1 || !argv.equals(Conversation.argv(argv.get(2), rest(argv)))) {
            return Optional.empty();
        }
        return switch (argv.get(2)) {
            case Scripts.UNPACK -> Optional.of("cp to " + shown(argv.get(BEGIN)));
            case Scripts.PACK -> Optional.of("cp from " + String.join(" ", sources(argv)));
            default -> Optional.empty();
        };
    }

    private static List<String> rest(List<String> argv) {
        return argv.subList(BEGIN, argv.size());
    }

    /** Behind the mark at the end of the archive. */
    private static List<String> sources(List<String> argv) {
        return argv.subList(BEGIN + 1, argv.size()).stream().map(CopyWords::shown).toList();
    }

    /** Where a copy begins there is the home of its account. */
    private static String shown(String path) {
        return path.equals(".") ? "~" : path;
    }
}
