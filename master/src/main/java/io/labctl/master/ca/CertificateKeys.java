package io.labctl.master.ca;

import io.labctl.catalog.wire.Sha256;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/** ECDSA P-256 keys: making them, reading them back, naming them by their hash. */
public final class CertificateKeys {
    private static final String CURVE = "secp256r1";

    private CertificateKeys() {}

    public static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    static PrivateKey fromPkcs8(byte[] encoded) {
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stored private key is damaged", e);
        }
    }

    static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(CURVE));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    /** SHA-256 over the SubjectPublicKeyInfo in hex, the name of a key. */
    public static String hash(PublicKey key) {
        return Sha256.of(key.getEncoded());
    }

    static String describe(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec -> "EC of %d bits".formatted(ec.getParams().getOrder().bitLength());
            case RSAPublicKey rsa -> "RSA of %d bits".formatted(rsa.getModulus().bitLength());
            default -> key.getAlgorithm();
        };
    }
}
