package io.labctl.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS contexts of callers. */
public final class Tls {
    private static final char[] NO_PASSWORD = new char[0];

    private Tls() {}

    public static SSLContext anonymous(Path roots) throws IOException {
        return context(empty(), Files.readString(roots));
    }

    public static SSLContext admin(Path folder) throws IOException {
        String key =
                Files.readString(folder.resolve("admin.key"))
                        .lines()
                        .filter(line -> !line.startsWith("-----"))
                        .reduce("", String::concat);
        try {
            PrivateKey made =
                    KeyFactory.getInstance("EC")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key)));
            return known(
                    made,
                    Files.readString(folder.resolve("admin.crt")),
                    Files.readString(folder.resolve("ca.pem")));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    public static SSLContext known(PrivateKey key, String chain, String roots) throws IOException {
        KeyStore store = empty();
        try {
            store.setKeyEntry(
                    "own", key, NO_PASSWORD, certificates(chain).toArray(Certificate[]::new));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        return context(store, roots);
    }

    private static SSLContext context(KeyStore own, String roots) throws IOException {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);
            KeyStore trusted = empty();
            for (Certificate root : certificates(roots)) {
                trusted.setCertificateEntry("root", root);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static Collection<? extends Certificate> certificates(String pem)
            throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(
                        new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static KeyStore empty() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
