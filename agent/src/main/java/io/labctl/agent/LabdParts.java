package io.labctl.agent;

import io.labctl.agent.config.AgentConfig;
import io.labctl.agent.identity.Identity;
import io.labctl.agent.identity.IdentityStore;
import io.labctl.agent.labd.Exchange;
import io.labctl.agent.labd.LabdClient;
import io.labctl.agent.labd.Retries;
import io.labctl.agent.labd.Route;
import io.labctl.agent.labd.SessionLine;
import io.labctl.agent.labd.WorkClient;
import io.labctl.agent.proxy.Proxies;
import io.labctl.agent.state.StateDirectory;
import io.labctl.agent.time.Stop;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.work.Vitals;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Wires what talks to labd. The configuration and the identity are read anew each time: both may
 * change while the daemon runs.
 */
final class LabdParts {
    /** For the next command of somebody who gives one after the other. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final Surroundings machine;
    private final Supplier<AgentConfig> config;
    private final Supplier<StateDirectory> state;
    private final Supplier<JsonMapper> json;
    private final Stop stop;
    private final RandomGenerator random;

    LabdParts(
            Surroundings machine,
            Supplier<AgentConfig> config,
            Supplier<StateDirectory> state,
            Supplier<JsonMapper> json,
            Stop stop,
            RandomGenerator random) {
        this.machine = machine;
        this.config = config;
        this.state = state;
        this.json = json;
        this.stop = stop;
        this.random = random;
    }

    /**
     * For the requests of one run.
     *
     * @param run ends them
     */
    LabdClient client(Identity identity, Stop run) {
        var retries = new Retries(run, random);
        var exchange = new Exchange(route(identity), identity.tls(), retries, run);
        return new LabdClient(exchange, retries, json.get());
    }

    WorkClient work(Supplier<Vitals> vitals) {
        return new WorkClient(exchange(identity(), new Retries(stop, random)), json.get(), vitals);
    }

    SessionLine sessions() {
        return new SessionLine(this::way, json.get(), KEPT);
    }

    private SessionLine.Way way() {
        Identity identity = identity();
        return new SessionLine.Way(
                route(identity),
                identity.certificates(),
                () -> exchange(identity, new Retries(stop, random)));
    }

    private Exchange exchange(Identity identity, Retries retries) {
        return new Exchange(route(identity), identity.tls(), retries, stop);
    }

    Route route(Identity identity) {
        return Route.to(config.get().server().orElse(identity.server()), proxies());
    }

    Proxies proxies() {
        return new Proxies(config.get().proxy(), machine.environment());
    }

    Identity identity() {
        return identities()
                .load()
                .orElseThrow(
                        () ->
                                new NotFound(
                                        "this machine is not enrolled; join it with 'lab-agent"
                                                + " enroll --server URL --token TOKEN'"));
    }

    IdentityStore identities() {
        return new IdentityStore(state.get().identity());
    }
}
