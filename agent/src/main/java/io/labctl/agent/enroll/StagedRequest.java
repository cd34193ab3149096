package io.labctl.agent.enroll;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.identity.Pem;
import java.security.PrivateKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key and the request for its certificate, made once for all attempts to join by one token. Not a
 * record: a record would print its key.
 */
final class StagedRequest {
    private static final Pattern CSR =
            Pattern.compile(
                    "-----BEGIN CERTIFICATE REQUEST-----[A-Za-z0-9+/=\\s]++"
                            + "-----END CERTIFICATE REQUEST-----\n");

    private final PrivateKey key;
    private final String csr;

    StagedRequest(PrivateKey key, String csr) {
        this.key = key;
        this.csr = csr;
    }

    /** Empty when the text is not whole: then there is nothing to go on with. */
    static Optional<StagedRequest> parse(String pem) {
        Matcher request = CSR.matcher(pem);
        if (!request.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new StagedRequest(Pem.key("staged key", pem, "EC"), request.group()));
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }

    String pem() {
        return Pem.of(key) + csr;
    }

    PrivateKey key() {
        return key;
    }

    /** PKCS #10 in PEM. */
    String csr() {
        return csr;
    }
}
