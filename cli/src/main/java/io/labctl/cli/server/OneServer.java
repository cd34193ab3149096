package io.labctl.cli.server;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.ServerName;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The one server that a command is about, to be mixed into the command. */
final class OneServer {
    @Parameters(
            paramLabel = "server/NAME",
            arity = "1..2",
            hideParamSyntax = true,
            description = "The server, as server/NAME or server NAME.")
    List<String> words = List.of();

    /**
     * Its name.
     *
     * @throws InvalidInput when something else stands there
     */
    ServerName name() {
        return ServerReference.parseAlone(words);
    }
}
