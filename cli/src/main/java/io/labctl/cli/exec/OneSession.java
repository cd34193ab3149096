package io.labctl.cli.exec;

import io.labctl.catalog.error.InvalidInput;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Parameters;

/** The one session that a command is about, to be mixed into the command. */
public final class OneSession {
    @Parameters(
            paramLabel = "session/ID",
            arity = "1..2",
            hideParamSyntax = true,
            description =
                    "The session, as session/ID or session ID; 'labctl get sessions' lists them.")
    List<String> words = List.of();

    /**
     * Its id.
     *
     * @throws InvalidInput when something else stands there
     */
    public UUID id() {
        return SessionReference.parse(words);
    }
}
