package io.labctl.agent.enroll;

import io.labctl.catalog.wire.Sha256;
import java.security.cert.X509Certificate;

/**
 * Which root certificate labd must show.
 *
 * @param sha256 over the root's SubjectPublicKeyInfo in DER (RFC 5280, section 4.1.2.7), in hex
 */
record CaPin(String sha256) {
    static CaPin of(byte[] hash) {
        return new CaPin(Sha256.hex(hash));
    }

    boolean fits(X509Certificate certificate) {
        return sha256.equals(Sha256.of(certificate.getPublicKey().getEncoded()));
    }
}
