package io.labctl.catalog.identity;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.wire.Sha256;
import java.security.PublicKey;
import java.security.cert.X509Certificate;

/**
 * Which root certificate labd must show.
 *
 * @param text the SHA-256 over the root's SubjectPublicKeyInfo in DER (RFC 5280, section 4.1.2.7)
 *     in base64url
 */
public record CaPin(String text) {
    /**
     * A pin as it stands in a token.
     *
     * @throws InvalidInput when it is not the one spelling of 256 bits
     */
    public CaPin {
        if (!Bits256.isWritten(text)) {
            throw new InvalidInput("CA pin is not 256 bits in base64url");
        }
    }

    public static CaPin of(PublicKey root) {
        return new CaPin(Bits256.write(Sha256.digest().digest(root.getEncoded())));
    }

    public boolean fits(X509Certificate certificate) {
        return equals(of(certificate.getPublicKey()));
    }

    @Override
    public String toString() {
        return text;
    }
}
