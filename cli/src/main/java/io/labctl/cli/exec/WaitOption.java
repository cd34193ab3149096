package io.labctl.cli.exec;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.time.Span;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long to wait for a server's agent, to be mixed into a command that needs one. */
public final class WaitOption {
    @Option(
            names = "--wait",
            paramLabel = "SPAN",
            defaultValue = "30s",
            description =
                    "How long to wait for the server to come for it; from 1s to 10m, default 30s.")
    private Duration wait = Duration.ZERO;

    /**
     * As long as that.
     *
     * @throws InvalidInput when nobody may wait so long
     */
    public Duration span() {
        if (wait.compareTo(SessionRequest.SHORTEST) < 0
                || wait.compareTo(SessionRequest.LONGEST) > 0) {
            throw new InvalidInput("--wait %s is not from 1s to 10m".formatted(Span.of(wait)));
        }
        return wait;
    }
}
