package io.labctl.master.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * labd's side of TLS: it shows its certificate with the whole chain up to the root, so that a
 * machine that joins can hold it against the pin in its token, and trusts clients of its own
 * authority only.
 */
public final class ServerTls {
    private static final String ALIAS = "labd";

    private ServerTls() {}

    public static SSLContext context(
            PrivateKey key, List<X509Certificate> chain, X509Certificate root) {
        try {
            char[] none = new char[0];
            KeyStore own = empty();
            own.setKeyEntry(ALIAS, key, none, chain.toArray(X509Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, none);
            KeyStore trusted = empty();
            trusted.setCertificateEntry("root", root);
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(
                    "labd's own certificate does not make a TLS context", e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
