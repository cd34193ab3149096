package io.labctl.cli.client;

import java.security.GeneralSecurityException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS in which both sides show a certificate and labd's must come from the context's own CA. */
final class MutualTls {
    private MutualTls() {}

    static SSLContext of(Identity identity) {
        try {
            var anchors =
                    identity.roots().stream()
                            .map(root -> new TrustAnchor(root, null))
                            .collect(Collectors.toSet());
            var path = new PKIXBuilderParameters(anchors, new X509CertSelector());
            path.setRevocationEnabled(false); // labd's own certificate lives days, not years
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(new CertPathTrustManagerParameters(path));
            var context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new OneIdentity(identity)}, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS with PKIX", e);
        }
    }
}
