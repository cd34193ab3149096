package io.labctl.catalog.identity;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and keys as text (RFC 7468). The platform's own classes do it, so that an agent need
 * not load more.
 */
public final class Pem {
    private static final int LINE = 64;
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----\\s*+([A-Za-z0-9+/=\\s]++)-----END PRIVATE"
                            + " KEY-----");

    private Pem() {}

    /** The certificates in their order, as one text. */
    public static String of(List<X509Certificate> certificates) {
        try {
            var text = new StringBuilder();
            for (X509Certificate certificate : certificates) {
                text.append(block("CERTIFICATE", certificate.getEncoded()));
            }
            return text.toString();
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate always has its encoding", e);
        }
    }

    /** Unencrypted PKCS #8 (RFC 5958), for a file that only its owner reads. */
    public static String of(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /** One block. */
    public static String block(String label, byte[] der) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
    }

    /**
     * One or more certificates, in the order of the text.
     *
     * @param what the text is, for messages: {@code ca file 'ca.pem'}
     * @throws InvalidInput when there are none, or something else stands there
     */
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
            throw new InvalidInput("%s is not a certificate in PEM".formatted(what), e);
        }
    }

    /**
     * The private key of a text, PKCS #8 (RFC 5958) and not encrypted.
     *
     * @param what the text is, for messages: {@code key file 'admin.key'}
     * @param algorithm of the public key that it belongs to, as {@code EC}
     * @throws InvalidInput when there is none, or one of another kind
     */
    public static PrivateKey key(String what, String text, String algorithm) {
        String block = keyBlock(what, text);
        try {
            byte[] der = Base64.getMimeDecoder().decode(block);
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new InvalidInput(
                    "%s is not a private key of the certificate's kind, %s"
                            .formatted(what, algorithm),
                    e);
        }
    }

    /**
     * Where a private key of any kind should stand in a text: what is between its marks.
     *
     * @throws InvalidInput when there is none, or it is encrypted
     */
    public static String keyBlock(String what, String text) {
        Matcher block = KEY.matcher(text);
        if (!block.find()) {
            String why =
                    text.contains("BEGIN ENCRYPTED PRIVATE KEY")
                            ? "is encrypted, it is needed without a passphrase"
                            : "holds no PKCS #8 private key (BEGIN PRIVATE KEY)";
            throw new InvalidInput("%s %s".formatted(what, why));
        }
        return block.group(1);
    }
}
