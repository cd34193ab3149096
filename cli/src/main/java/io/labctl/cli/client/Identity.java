package io.labctl.cli.client;

import io.labctl.cli.config.Target;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who we are to labd, and whom we believe to be labd.
 *
 * @param chain our certificate first, then its issuers
 * @param roots the only ones trusted
 */
public record Identity(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> roots) {
    private static final byte[] PROBE = {1};

    public Identity {
        chain = List.copyOf(chain);
        roots = List.copyOf(roots);
    }

    public static Identity of(Target target) {
        List<X509Certificate> chain = Pem.certificates("certificate", target.certificate());
        PrivateKey key = Pem.key(target.key(), chain.getFirst().getPublicKey().getAlgorithm());
        return new Identity(chain, key, Pem.certificates("ca", target.ca()));
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** Whether the private key is the one of the certificate, shown by signing with it. */
    public boolean keyFits() {
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
