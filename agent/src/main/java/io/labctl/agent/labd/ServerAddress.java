package io.labctl.agent.labd;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.net.URI;
import java.net.URISyntaxException;

/** Where labd is: {@code https://host:port}, and nothing besides. */
public final class ServerAddress {
    private static final int DEFAULT_PORT = 7443;

    private ServerAddress() {}

    /**
     * Reads an address as people write it.
     *
     * @return with a port, which is 7443 where none is given
     */
    public static URI parse(String text) {
        URI uri = uri(text);
        if (!"https".equals(uri.getScheme())) {
            throw refused(text, "it does not start with https://");
        }
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getPort() > 65535) {
            throw refused(text, "it has no plain host and port");
        }
        boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null;
        if (!bare || !(uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))) {
            throw refused(text, "something stands behind host and port");
        }
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return URI.create("https://%s:%d".formatted(uri.getHost(), port));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw refused(text, "it is no such address");
        }
    }

    private static InvalidInput refused(String text, String why) {
        return InvalidInput.inField(
                "server",
                "server '%s' is not like https://labd.example:7443: %s"
                        .formatted(Printable.of(text), why));
    }
}
