package io.labctl.agent.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS with the agent's own certificate, trusting the roots of its labd and no others. */
public final class MutualTls {
    private MutualTls() {}

    public static SSLContext of(Identity identity) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new OneKey(identity)},
                    trust(identity.roots()).getTrustManagers(),
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(
                    "identity %s not usable".formatted(identity.agent()), e);
        }
    }

    /** Trust in these certificates alone. */
    public static TrustManagerFactory trust(List<X509Certificate> roots)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < roots.size(); i++) {
            store.setCertificateEntry("root-" + i, roots.get(i));
        }
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        return trust;
    }
}
