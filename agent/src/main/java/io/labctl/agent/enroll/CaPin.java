package io.labctl.agent.enroll;

import io.labctl.catalog.wire.Sha256;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/** The SHA-256 over a root's SubjectPublicKeyInfo in DER (RFC 5280, section 4.1.2.7). */
record CaPin(byte[] hash) {
    CaPin {
        hash = hash.clone();
    }

    @Override
    public byte[] hash() {
        return hash.clone();
    }

    boolean fits(X509Certificate certificate) {
        byte[] key = certificate.getPublicKey().getEncoded();
        return MessageDigest.isEqual(hash, Sha256.digest().digest(key));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CaPin pin && Arrays.equals(hash, pin.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return Sha256.hex(hash);
    }
}
