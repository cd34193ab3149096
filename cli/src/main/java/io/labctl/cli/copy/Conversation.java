package io.labctl.cli.copy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.exec.Caller;
import io.labctl.cli.exec.PipedCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which account of a server packs or unpacks there, and how it is reached.
 *
 * @param user null for root
 * @param within in what time its agent has to come
 */
record Conversation(LabdClient labd, Caller caller, @Nullable String user, Duration within) {
    /**
     * Asks a server to run a script.
     *
     * @throws InvalidInput when nobody can be asked that
     */
    PipedCommand ask(ServerName server, String script, List<String> arguments, boolean input) {
        var command =
                new SessionCommand(
                        argv(script, arguments), input, null, user, null, new TreeMap<>(), null);
        return PipedCommand.ask(labd, caller, server, new SessionRequest(command, false, within));
    }

    static List<String> argv(String script, List<String> arguments) {
        var argv = new ArrayList<>(List.of("sh", "-c", script, "labctl-cp"));
        argv.addAll(arguments);
        return argv;
    }
}
