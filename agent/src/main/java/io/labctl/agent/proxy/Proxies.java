package io.labctl.agent.proxy;

import io.labctl.catalog.error.InvalidInput;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which proxy leads to a server: the one of {@code agent.yaml}, or else the one of the environment,
 * by the variables that curl(1) reads for {@code https} addresses.
 */
public final class Proxies {
    private static final String EVERYTHING = "*";

    private final ProxySetting setting;
    private final Map<String, String> environment;

    public Proxies(ProxySetting setting, Map<String, String> environment) {
        this.setting = setting;
        this.environment = Map.copyOf(environment);
    }

    /**
     * The way there; empty for the direct one.
     *
     * @throws InvalidInput when a variable of the environment names no proxy
     */
    public Optional<Proxy> to(URI server) {
        return switch (setting) {
            case ProxySetting.Direct _ -> Optional.empty();
            case ProxySetting.Through(Proxy proxy) -> Optional.of(proxy);
            case ProxySetting.AsTheEnvironmentSays _ ->
                    isExcepted(server) ? Optional.empty() : named();
        };
    }

    private Optional<Proxy> named() {
        return Stream.of("https_proxy", "HTTPS_PROXY")
                .flatMap(name -> variable(name).map(text -> proxy(name, text)).stream())
                .findFirst();
    }

    /** There it may be written without its scheme. */
    private static Proxy proxy(String variable, String text) {
        try {
            return Proxy.parse(text.contains("://") ? text : "http://" + text);
        } catch (InvalidInput e) {
            throw new InvalidInput(
                    "environment variable %s: %s".formatted(variable, e.sentence()), e);
        }
    }

    private boolean isExcepted(URI server) {
        return Stream.of("no_proxy", "NO_PROXY")
                .flatMap(name -> variable(name).stream())
                .findFirst()
                .stream()
                .flatMap(text -> Stream.of(text.split("[\\s,]+", -1)))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> covers(entry.toLowerCase(Locale.ROOT), server));
    }

    /** A host, or a domain with all below it, perhaps with a port. */
    private static boolean covers(String entry, URI server) {
        if (entry.equals(EVERYTHING)) {
            return true;
        }
        String host = bare(server.getHost().toLowerCase(Locale.ROOT));
        String port = ":" + server.getPort();
        String excepted =
                entry.endsWith(port) ? entry.substring(0, entry.length() - port.length()) : entry;
        String domain = bare(excepted.startsWith(".") ? excepted.substring(1) : excepted);
        return !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }
}
