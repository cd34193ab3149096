package io.labctl.master.recording;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts the pieces of recordings: AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce in
 * front, and the session and the piece's number as authenticated data, so that no piece can stand
 * in another's place.
 */
final class PieceSeal {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random;

    PieceSeal(SecretKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    byte[] sealed(UUID session, int number, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, session, number).doFinal(plain);
            byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
            System.arraycopy(encrypted, 0, whole, NONCE_BYTES, encrypted.length);
            return whole;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** Empty when this is not what was sealed there with this key. */
    Optional<byte[]> opened(UUID session, int number, byte[] sealed) {
        if (sealed.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, nonce, session, number)
                            .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, UUID session, int number)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(
                ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                        .putLong(session.getMostSignificantBits())
                        .putLong(session.getLeastSignificantBits())
                        .putInt(number)
                        .flip());
        return cipher;
    }
}
