package io.labctl.master.ca;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.PersonId;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.random.RandomGenerator;

/** What the authority may sign: keys on P-256 only, names of the right form for their profile. */
final class IssuancePolicy {
    private static final int P256_BITS = 256;
    private static final int LONGEST_COMMON_NAME = 64;

    private final RandomGenerator random;

    IssuancePolicy(RandomGenerator random) {
        this.random = random;
    }

    CheckedTemplate check(CertificateTemplate template) {
        checkKey(template.key());
        checkIdentity(template);
        if (!template.notAfter().isAfter(template.notBefore())) {
            throw new InvalidInput(
                    "a certificate that ends at %s cannot start at %s"
                            .formatted(template.notAfter(), template.notBefore()));
        }
        return new CheckedTemplate(template, Serial.random(random));
    }

    /** The key type that labctl uses throughout: ECDSA on NIST P-256 (SEC 2, secp256r1). */
    static void checkKey(PublicKey key) {
        if (!(key instanceof ECPublicKey ec)
                || !ec.getParams().getCurve().equals(CertificateKeys.p256().getCurve())
                || ec.getParams().getOrder().bitLength() != P256_BITS) {
            throw InvalidInput.inField(
                    "csr",
                    "the key is %s, only ECDSA on P-256 is accepted"
                            .formatted(CertificateKeys.describe(key)));
        }
    }

    private static void checkIdentity(CertificateTemplate template) {
        String identity = template.identity();
        switch (template.profile()) {
            case AGENT -> AgentId.parse(identity);
            case USER -> PersonId.parse(identity);
            case SERVER -> {
                if (!identity.equals(Profile.SERVER_IDENTITY) || template.hosts().isEmpty()) {
                    throw new InvalidInput(
                            "labd's own certificate needs the names that it is reached by");
                }
            }
        }
        if (template.profile() != Profile.SERVER && !template.hosts().isEmpty()) {
            throw new InvalidInput("only labd's own certificate carries host names");
        }
        template.hosts().forEach(HostName::new);
        if (template.commonName().isEmpty()
                || template.commonName().length() > LONGEST_COMMON_NAME) {
            throw new InvalidInput(
                    "common name '%s' is not 1 to %d characters long"
                            .formatted(template.commonName(), LONGEST_COMMON_NAME));
        }
    }
}
