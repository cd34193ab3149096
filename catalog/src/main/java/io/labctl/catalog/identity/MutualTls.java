package io.labctl.catalog.identity;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** TLS towards labd: we show our own certificate and trust the roots of its CA and no others. */
public final class MutualTls {
    private MutualTls() {}

    /**
     * A context for connections in which we are the client.
     *
     * @param chain our certificate first, then its issuers
     */
    public static SSLContext of(
            List<X509Certificate> chain, PrivateKey key, Collection<X509Certificate> roots) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new OneKey(chain, key)},
                    trust(roots).getTrustManagers(),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS with PKIX", e);
        }
    }

    /**
     * What we offer on such a connection: ChaCha20-Poly1305 (RFC 8439), where Java has it. Our
     * programs start fast and stay small without the optimizing compiler, and only its code uses
     * the processor's instructions for AES; with the other's, ChaCha20 is several times faster.
     */
    public static SSLParameters offer(SSLContext context) {
        SSLParameters offer = context.getDefaultSSLParameters();
        String[] fast =
                Arrays.stream(offer.getCipherSuites())
                        .filter(suite -> suite.contains("CHACHA20"))
                        .toArray(String[]::new);
        if (fast.length > 0) {
            offer.setCipherSuites(fast);
        }
        return offer;
    }

    /** Trust in these certificates alone; labd makes its own anew at every start. */
    public static TrustManagerFactory trust(Collection<X509Certificate> roots)
            throws GeneralSecurityException {
        var anchors =
                roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
        var path = new PKIXBuilderParameters(anchors, new X509CertSelector());
        path.setRevocationEnabled(false);
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(new CertPathTrustManagerParameters(path));
        return trust;
    }
}
