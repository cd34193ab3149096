package io.labctl.cli.exec;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.session.TerminalSize;
import io.labctl.cli.terminal.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command is to be run, to be mixed into the command that does. */
final class CommandOptions {
    @Option(
            names = "--timeout",
            paramLabel = "SPAN",
            description = "End the command when it takes longer; without it, never.")
    @Nullable Duration timeout;

    @Mixin private final WaitOption wait = new WaitOption();

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Run it as this account of the server; without it, as root.")
    @Nullable String user;

    @Option(
            names = "--cwd",
            paramLabel = "PATH",
            description =
                    "Run it in this directory; without it, in the account's home, or in / where there"
                            + " is none.")
    @Nullable String directory;

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description = "Set a variable for it; may be given several times.")
    List<String> variables = List.of();

    /**
     * What to ask labd for.
     *
     * @param terminal whose variables hold where none was given; null for none
     * @throws InvalidInput when it cannot be asked for
     */
    SessionRequest request(
            List<String> argv, boolean input, @Nullable Terminal terminal, boolean detached) {
        Duration within = wait.span();
        var environment = new TreeMap<>(terminal == null ? Map.of() : terminal.variables());
        variables.forEach(each -> set(each, environment));
        TerminalSize size = terminal == null ? null : size(terminal);
        var command = new SessionCommand(argv, input, size, user, directory, environment, timeout);
        return new SessionRequest(command, detached, within);
    }

    private static void set(String variable, Map<String, String> environment) {
        int equals = variable.indexOf('=');
        if (equals < 1) {
            throw new InvalidInput(
                    "--env '%s' is not NAME=VALUE (servers of an environment are chosen by --environment)"
                            .formatted(Printable.of(variable)));
        }
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }

    private static TerminalSize size(Terminal terminal) {
        return terminal.size()
                .orElseThrow(() -> new InvalidInput("stdin is not a terminal: leave -t out"));
    }
}
