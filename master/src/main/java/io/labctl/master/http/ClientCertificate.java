package io.labctl.master.http;

import io.undertow.server.HttpServerExchange;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The certificate that a client has shown and TLS has validated. */
final class ClientCertificate {
    private ClientCertificate() {}

    /** Empty when none was shown; the route decides whether it needs one. */
    static Optional<Certificate> of(HttpServerExchange exchange) {
        var tls = exchange.getConnection().getSslSession();
        if (tls == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(tls.getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
