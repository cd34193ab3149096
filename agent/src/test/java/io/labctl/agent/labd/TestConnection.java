package io.labctl.agent.labd;

import io.labctl.agent.identity.Identity;
import io.labctl.agent.proxy.Proxy;
import io.labctl.agent.time.Pause;
import io.labctl.agent.time.Stop;
import io.labctl.catalog.wire.WireJson;
import java.util.Optional;
import java.util.Random;

/** A client as the composition root makes it, without waiting. */
public final class TestConnection {
    private TestConnection() {}

    public static LabdClient of(Identity identity, Pause pause) {
        return through(Optional.empty(), identity, pause);
    }

    static LabdClient through(Optional<Proxy> proxy, Identity identity, Pause pause) {
        var retries = new Retries(pause, new Random(1));
        return new LabdClient(
                new Exchange(
                        new Route(identity.server(), proxy), identity.tls(), retries, new Stop()),
                retries,
                WireJson.mapper());
    }
}
