package io.labctl.agent.identity;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;

/** New keys: ECDSA on P-256 (FIPS 186-5), made on this machine and never leaving it. */
public final class KeyPairs {
    private final SecureRandom random;

    public KeyPairs(SecureRandom random) {
        this.random = random;
    }

    public KeyPair make() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }
}
