package io.labctl.agent.config;

import io.labctl.agent.budget.Budget;
import io.labctl.agent.proxy.ProxySetting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The agent's configuration.
 *
 * @param server where labd is now; empty: where it was when the machine enrolled
 * @param proxy what leads to labd
 * @param state the folder for everything that the agent keeps
 * @param facts the folder of the owner's own facts
 * @param cloudMetadata the service of a cloud that is asked for facts
 * @param cloudUserData whether it is asked for what the machine's owner gave it, too
 * @param splay the longest random time by which a run is put off
 * @param runTimeout how long a run may take to apply its catalog
 * @param resourceTimeout how long one resource of it may take
 * @param budget what the agent itself may use
 * @param policy the file with what labd may ask, which need not be there
 */
public record AgentConfig(
        Optional<URI> server,
        ProxySetting proxy,
        Path state,
        FactsPlace facts,
        CloudService cloudMetadata,
        boolean cloudUserData,
        Cadence cadence,
        Duration splay,
        Duration runTimeout,
        Duration resourceTimeout,
        Budget budget,
        Path policy) {
    /** Where the file is looked for. */
    public static final Path DEFAULT_FILE = Path.of("/etc/lab-agent/agent.yaml");
}
