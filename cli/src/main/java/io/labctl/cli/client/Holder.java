package io.labctl.cli.client;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.AgentId;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whose a certificate is, by what it says itself and by the key that goes with it. */
final class Holder {
    private static final byte[] PROBE = {1};

    private Holder() {}

    /** Whose it is where labd would not take it for a person's: {@code a CA}. */
    static Optional<String> otherThanAPerson(X509Certificate certificate) {
        if (certificate.getBasicConstraints() >= 0) {
            return Optional.of("a CA");
        }
        return agent(certificate).map(id -> "the agent of server '%s'".formatted(id.server()));
    }

    static Optional<AgentId> agent(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Optional.empty()
                    : names.stream()
                            .map(name -> agent(String.valueOf(name.get(1))))
                            .flatMap(Optional::stream)
                            .findFirst();
        } catch (CertificateParsingException e) {
            return Optional.empty(); // labd says what it thinks of it
        }
    }

    private static Optional<AgentId> agent(String name) {
        try {
            return Optional.of(AgentId.parse(name));
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }

    /** Whether the private key is the one of the certificate, shown by signing with it. */
    static boolean has(PrivateKey key, X509Certificate certificate) {
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
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
