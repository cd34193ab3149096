package io.labctl.cli.client;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.identity.MutualTls;
import io.labctl.catalog.identity.Pem;
import io.labctl.cli.config.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Who we are to labd, and whom we believe to be labd.
 *
 * @param chain our certificate first, then its issuers
 * @param roots the only ones trusted
 */
public record Identity(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> roots) {
    private static final byte[] PROBE = {1};

    /**
     * A file that is not what it should be.
     *
     * @param part of the identity: {@code certificate} or {@code key}
     */
    public record Fault(String part, String sentence) {}

    public Identity {
        chain = List.copyOf(chain);
        roots = List.copyOf(roots);
    }

    public static Identity of(Target target) {
        List<X509Certificate> chain = certificates("certificate", target.certificate());
        PrivateKey key =
                Pem.key(
                        "key file '%s'".formatted(target.key()),
                        text("key", target.key()),
                        chain.getFirst().getPublicKey().getAlgorithm());
        return new Identity(chain, key, certificates("ca", target.ca()));
    }

    /**
     * The certificates of a PEM file, in its order.
     *
     * @param what the file is for, for a message: {@code ca}
     * @throws InvalidInput when there are none or it is not readable
     */
    public static List<X509Certificate> certificates(String what, Path file) {
        return Pem.certificates("%s file '%s'".formatted(what, file), text(what, file));
    }

    private static String text(String what, Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new InvalidInput(
                    "%s file '%s' cannot be read: %s".formatted(what, file, FileTrouble.reason(e)),
                    e);
        }
    }

    /** Why this cannot be shown to any labd, with the file at fault; empty when it can. */
    public Optional<Fault> fault(Target target) {
        if (certificate().getBasicConstraints() >= 0) {
            return Optional.of(
                    new Fault(
                            "certificate",
                            "certificate file '%s' holds the certificate of a CA, not of a person"
                                    .formatted(target.certificate())));
        }
        return keyFits()
                ? Optional.empty()
                : Optional.of(
                        new Fault(
                                "key",
                                "key file '%s' is not the key of certificate file '%s', put the pair together that belongs together"
                                        .formatted(target.key(), target.certificate())));
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** TLS in which this identity is shown and only its roots are trusted. */
    SSLContext tls() {
        return MutualTls.of(chain, key, roots);
    }

    /** Whether the private key is the one of the certificate, shown by signing with it. */
    private boolean keyFits() {
        try {
            String algorithm =
                    switch (key.getAlgorithm()) {
                        case "EC" -> "SHA256withECDSA";
                        case "RSA" -> "SHA256withRSA";
                        default -> key.getAlgorithm();
                    };
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate().getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "identity of " + certificate().getSubjectX500Principal();
    }
}
