package io.labctl.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** TLS contexts of callers. */
public final class Tls {
    private static final char[] NO_PASSWORD = new char[0];

    private Tls() {}

    public static SSLContext anonymous(Path roots) throws IOException {
        return context(empty(), Files.readString(roots));
    }

    public static SSLContext admin(Path folder) throws IOException {
        return known(
                key(Files.readString(folder.resolve("admin.key"))),
                Files.readString(folder.resolve("admin.crt")),
                Files.readString(folder.resolve("ca.pem")));
    }

    /** A private key in PEM, as PKCS #8 or in its algorithm's own form. */
    public static PrivateKey key(String pem) throws IOException {
        try (var parser = new PEMParser(new StringReader(pem))) {
            var converter = new JcaPEMKeyConverter();
            return switch (parser.readObject()) {
                case PEMKeyPair pair -> converter.getKeyPair(pair).getPrivate();
                case PrivateKeyInfo key -> converter.getPrivateKey(key);
                default -> throw new IOException("there is no private key in the PEM file");
            };
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
