package io.labctl.cli.client;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.cli.config.FileFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Reads certificates and keys from PEM files (RFC 7468). */
public final class Pem {
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----\\s*([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Pem() {}

    /**
     * The certificates of a file, in its order.
     *
     * @param what the file's part, for a message: {@code ca}
     * @throws InvalidInput when there are none or it is not readable
     */
    public static List<X509Certificate> certificates(String what, Path file) {
        byte[] bytes = bytes(what, file);
        try {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException e) {
            throw new InvalidInput(
                    "%s file '%s' is not a certificate in PEM".formatted(what, file), e);
        }
        throw new InvalidInput("%s file '%s' holds no certificate".formatted(what, file));
    }

    /**
     * The one private key of a file, PKCS #8 (RFC 5958) and not encrypted.
     *
     * @param algorithm of the public key that it belongs to, as {@code EC}
     */
    static PrivateKey key(Path file, String algorithm) {
        String text = new String(bytes("key", file), StandardCharsets.US_ASCII);
        Matcher block = KEY.matcher(text);
        if (!block.find()) {
            String why =
                    text.contains("BEGIN ENCRYPTED PRIVATE KEY")
                            ? "is encrypted, labctl needs it without a passphrase"
                            : "holds no PKCS #8 private key (BEGIN PRIVATE KEY)";
            throw new InvalidInput("key file '%s' %s".formatted(file, why));
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(block.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new InvalidInput(
                    "key file '%s' is not a private key of the certificate's kind, %s"
                            .formatted(file, algorithm),
                    e);
        }
    }

    private static byte[] bytes(String what, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InvalidInput(
                    "%s file '%s' cannot be read: %s".formatted(what, file, FileFault.of(e)), e);
        }
    }
}
