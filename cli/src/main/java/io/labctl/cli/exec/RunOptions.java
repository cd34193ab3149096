package io.labctl.cli.exec;

import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.session.SessionRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a run is to be made, to be mixed into the command that does. */
final class RunOptions {
    @Option(names = "--noop", description = "Look and tell what would be changed; change nothing.")
    boolean noop;

    @Option(
            names = "--detailed-exitcodes",
            description =
                    "Tell by the exit code whether there were changes: 0 no change, 2 changes, 4"
                            + " failures, 6 both, 1 the run failed.")
    boolean detailed;

    @Mixin private final WaitOption wait = new WaitOption();

    /**
     * What to ask labd for.
     *
     * @param module null for the server's own catalog
     */
    SessionRequest request(List<String> tags, @Nullable DnsLabel module) {
        return new SessionRequest(new RunRequest(noop, tags, module, detailed), false, wait.span());
    }
}
