package io.labctl.master.recording;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts the pieces of one session's recording: AES-256-GCM (NIST SP 800-38D) with a key that is
 * the session's own. In front stand the version of this form and a fresh 96-bit nonce;
 * authenticated with it are the version, the session and the piece's number, so that no piece can
 * stand in another's place.
 */
final class PieceSeal {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int HEAD = 1 + NONCE_BYTES;
    private static final int TAG_BITS = 128;

    private final UUID session;
    private final SecretKey key;
    private final SecureRandom random;

    /**
     * @param key of this session alone
     */
    PieceSeal(UUID session, SecretKey key, SecureRandom random) {
        this.session = session;
        this.key = key;
        this.random = random;
    }

    byte[] sealed(int number, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, number).doFinal(plain);
            return ByteBuffer.allocate(HEAD + encrypted.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** Empty when this is not what was sealed there with this key. */
    Optional<byte[]> opened(int number, byte[] sealed) {
        if (sealed.length < HEAD + TAG_BITS / Byte.SIZE || sealed[0] != VERSION) {
            return Optional.empty();
        }
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(sealed, 1, nonce, 0, NONCE_BYTES);
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, nonce, number)
                            .doFinal(sealed, HEAD, sealed.length - HEAD));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, int number) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(
                ByteBuffer.allocate(1 + 2 * Long.BYTES + Integer.BYTES)
                        .put(VERSION)
                        .putLong(session.getMostSignificantBits())
                        .putLong(session.getLeastSignificantBits())
                        .putInt(number)
                        .flip());
        return cipher;
    }
}
