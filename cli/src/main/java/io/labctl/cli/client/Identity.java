package io.labctl.cli.client;

import io.labctl.catalog.identity.KeyMatch;
import io.labctl.catalog.identity.MutualTls;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Who we are to labd, and whom we believe to be labd.
 *
 * @param chain our certificate first, then its issuers
 * @param roots the only ones trusted
 */
record Identity(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> roots) {
    Identity {
        chain = List.copyOf(chain);
        roots = List.copyOf(roots);
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    /** When labd takes our certificate no longer. */
    Instant end() {
        return certificate().getNotAfter().toInstant();
    }

    /** Whether the key is that of the certificate; takes as long as part of a handshake. */
    boolean isPair() {
        return KeyMatch.isKeyOf(key, certificate());
    }

    /** TLS in which this identity is shown and only its roots are trusted. */
    SSLContext tls() {
        return MutualTls.of(chain, key, roots);
    }

    @Override
    public String toString() {
        return "identity of " + certificate().getSubjectX500Principal();
    }
}
