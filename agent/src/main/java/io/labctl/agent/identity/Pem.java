package io.labctl.agent.identity;

import io.labctl.catalog.error.InvalidInput;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * Certificates and keys as text (RFC 7468). The platform's own classes do it, so that a daemon need
 * not load more.
 */
public final class Pem {
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";

    private Pem() {}

    /** One or more certificates, in the order of the text. */
    public static List<X509Certificate> certificates(String what, String text) {
        try {
            var found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(
                                            text.getBytes(StandardCharsets.US_ASCII)));
            if (found.isEmpty()) {
                throw new InvalidInput("%s holds no certificate".formatted(what));
            }
            return found.stream().map(X509Certificate.class::cast).toList();
        } catch (CertificateException e) {
            throw new InvalidInput("%s is not a list of PEM certificates".formatted(what), e);
        }
    }

    public static String of(List<X509Certificate> certificates) {
        try {
            var text = new StringBuilder();
            for (X509Certificate certificate : certificates) {
                text.append(block(CERTIFICATE, certificate.getEncoded()));
            }
            return text.toString();
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    /** An unencrypted PKCS #8 key (RFC 5958) for elliptic curves. */
    static PrivateKey key(String what, String text) {
        try {
            String body =
                    text.replace("-----BEGIN " + KEY + "-----", "")
                            .replace("-----END " + KEY + "-----", "")
                            .strip();
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new InvalidInput("%s is not an EC key in PKCS #8 PEM".formatted(what), e);
        }
    }

    static String of(PrivateKey key) {
        return block(KEY, key.getEncoded());
    }

    private static String block(String label, byte[] der) {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, base64.encodeToString(der), label);
    }
}
