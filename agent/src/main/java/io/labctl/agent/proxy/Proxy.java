package io.labctl.agent.proxy;

import io.labctl.catalog.error.InvalidInput;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * An HTTP proxy that opens a tunnel to labd (CONNECT, RFC 9110, section 9.3.6): what passes through
 * is TLS from end to end. As text it is without its credentials.
 *
 * @param authorization what it asks for in {@code Proxy-Authorization}, where it does
 */
public record Proxy(String host, int port, Optional<String> authorization) {
    private static final int MOST = 65535;

    /**
     * Reads a proxy as people write it: {@code http://[USER:PASSWORD@]HOST:PORT}, with what has a
     * meaning in an address percent-encoded (RFC 3986, section 2.1).
     *
     * @throws InvalidInput which does not repeat what may be a password
     */
    public static Proxy parse(String text) {
        if (text.isBlank()) {
            throw refused("it is empty");
        }
        URI uri = uri(text);
        if (!"http".equals(uri.getScheme())) {
            throw refused(
                    "it does not start with http:// (TLS to the proxy and SOCKS are not supported)");
        }
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw refused(
                    text.indexOf('@') < text.lastIndexOf('@')
                            ? "an @ in the user or the password is written %40"
                            : "it has no host and port");
        }
        if (uri.getPort() == 0 || uri.getPort() > MOST) {
            throw refused("port %d is not from 1 to 65535".formatted(uri.getPort()));
        }
        boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null;
        if (!bare || !(uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))) {
            throw refused("something stands behind host and port");
        }
        return new Proxy(
                uri.getHost(),
                uri.getPort(),
                Optional.ofNullable(uri.getUserInfo()).map(Proxy::basic));
    }

    private static URI uri(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw refused("it is no such address");
        }
    }

    /** RFC 7617, section 2. */
    private static String basic(String userAndPassword) {
        if (userAndPassword.indexOf(':') <= 0) {
            throw refused("before the @ stands no USER:PASSWORD");
        }
        if (userAndPassword.chars().anyMatch(Character::isISOControl)) {
            throw refused("the user or the password has control characters");
        }
        byte[] bytes = userAndPassword.getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    private static InvalidInput refused(String why) {
        return InvalidInput.inField("proxy", "proxy is not like http://proxy.example:3128: " + why);
    }

    public InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(host, port);
    }

    @Override
    public String toString() {
        return "http://%s:%d".formatted(host, port);
    }
}
