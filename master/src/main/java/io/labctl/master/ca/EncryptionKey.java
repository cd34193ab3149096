package io.labctl.master.ca;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The AES-256 key that encrypts the authority's keys: 32 bytes, written in base64. It is no record
 * and shows nothing, as a {@link Secret} does not.
 */
public final class EncryptionKey {
    private static final int BYTES = 32;

    private final byte[] bytes;

    private EncryptionKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads one as it is written, white space around it aside.
     *
     * @throws InvalidInput when it is none; where it was written is for the caller to tell
     */
    public static EncryptionKey of(Secret written) {
        byte[] bytes = decoded(written.reveal().strip());
        if (bytes.length != BYTES) {
            throw new InvalidInput(notAKey("it holds " + bytes.length));
        }
        return new EncryptionKey(bytes);
    }

    static EncryptionKey fresh(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new EncryptionKey(bytes);
    }

    /** As {@link #of} reads it. */
    Secret written() {
        return new Secret(Base64.getEncoder().encodeToString(bytes));
    }

    SecretKey aes() {
        return new SecretKeySpec(bytes, "AES");
    }

    /** A key for another purpose; who has that one cannot tell this one (RFC 5869). */
    public SecretKey derived(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(bytes)
                                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HKDF", e);
        }
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) { // its message tells a character of the key
            throw new InvalidInput(notAKey("it is not base64"));
        }
    }

    private static String notAKey(String but) {
        return "must hold the CA's encryption key, %d bytes in base64, but %s"
                .formatted(BYTES, but);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptionKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
