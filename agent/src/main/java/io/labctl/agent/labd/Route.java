package io.labctl.agent.labd;

import io.labctl.agent.proxy.Proxies;
import io.labctl.agent.proxy.Proxy;
import java.net.URI;
import java.util.Optional;

/** The way to labd: where it is, and the proxy between, if there is one. */
public record Route(URI server, Optional<Proxy> proxy) {
    public static Route to(URI server, Proxies proxies) {
        return new Route(server, proxies.to(server));
    }

    boolean hasCredentials() {
        return proxy.flatMap(Proxy::authorization).isPresent();
    }

    @Override
    public String toString() {
        return server + proxy.map(" through the proxy %s"::formatted).orElse("");
    }
}
