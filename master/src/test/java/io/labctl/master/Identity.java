package io.labctl.master;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate chain with its key, as a client shows it. */
public record Identity(PrivateKey key, List<X509Certificate> chain) {
    static Identity read(Path chain, Path key) {
        try {
            String pem = Files.readString(key).replaceAll("-----[^-]+-----|\\s", "");
            var pkcs8 = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem));
            return new Identity(
                    KeyFactory.getInstance("EC").generatePrivate(pkcs8),
                    certificates(Files.readString(chain)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<X509Certificate> certificates(String pem) {
        try (InputStream in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    X509Certificate leaf() {
        return chain.getFirst();
    }

    /** A client's side of TLS. */
    static SSLContext tls(@Nullable Identity identity, Path ca) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (X509Certificate root : certificates(Files.readString(ca))) {
                trusted.setCertificateEntry(root.getSerialNumber().toString(), root);
            }
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            KeyManager[] keys =
                    identity == null
                            ? new KeyManager[0]
                            : new KeyManager[] {new StubbornKeys(identity)};
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
