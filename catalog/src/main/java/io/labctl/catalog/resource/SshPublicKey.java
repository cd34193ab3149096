package io.labctl.catalog.resource;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A public key in OpenSSH's form.
 *
 * @param type such as {@code ssh-ed25519}
 * @param key in base64, which begins with the same type (RFC 4253, 6.6)
 */
public record SshPublicKey(String type, String key) {
    private static final Set<String> TYPES =
            Set.of(
                    "ssh-ed25519",
                    "ssh-rsa",
                    "ssh-dss",
                    "ecdsa-sha2-nistp256",
                    "ecdsa-sha2-nistp384",
                    "ecdsa-sha2-nistp521",
                    "sk-ssh-ed25519@openssh.com",
                    "sk-ecdsa-sha2-nistp256@openssh.com",
                    "ssh-ed25519-cert-v01@openssh.com",
                    "ssh-rsa-cert-v01@openssh.com",
                    "ecdsa-sha2-nistp256-cert-v01@openssh.com",
                    "ecdsa-sha2-nistp384-cert-v01@openssh.com",
                    "ecdsa-sha2-nistp521-cert-v01@openssh.com",
                    "sk-ssh-ed25519-cert-v01@openssh.com",
                    "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com");

    /** What makes a signature, and the type of its key. */
    private static final Map<String, String> TYPES_OF_SIGNATURES =
            Map.of(
                    "rsa-sha2-256",
                    "ssh-rsa",
                    "rsa-sha2-512",
                    "ssh-rsa",
                    "rsa-sha2-256-cert-v01@openssh.com",
                    "ssh-rsa-cert-v01@openssh.com",
                    "rsa-sha2-512-cert-v01@openssh.com",
                    "ssh-rsa-cert-v01@openssh.com",
                    "webauthn-sk-ecdsa-sha2-nistp256@openssh.com",
                    "sk-ecdsa-sha2-nistp256@openssh.com");

    public SshPublicKey {
        if (!TYPES.contains(type)) {
            throw InvalidInput.inField(
                    "key",
                    "'%s' is not the type of an ssh public key, such as ssh-ed25519"
                            .formatted(Printable.of(type)));
        }
        String own = typeIn(key).orElse("");
        if (!own.equals(type)) {
            throw InvalidInput.inField(
                    "key",
                    own.isEmpty() || !TYPES.contains(own)
                            ? "what follows %s is not a public key in base64: copy it whole"
                                    .formatted(type)
                            : "the key is a key of %s, not of %s".formatted(own, type));
        }
    }

    /** Reads the first two words of a file such as {@code id_ed25519.pub}. */
    public static SshPublicKey parse(String line) {
        String[] words = line.strip().split("[ \t]+", 3);
        if (words.length < 2) {
            throw InvalidInput.inField(
                    "key", "a public key is its type and its base64, as in a file id_ed25519.pub");
        }
        return new SshPublicKey(words[0], words[1]);
    }

    /**
     * Whether a line of authorized_keys(5) begins with a key, rather than with options. There
     * sshd(8) takes the names of signatures too.
     */
    public static boolean isOne(String type, String key) {
        String own = typeIn(key).orElse("");
        return TYPES.contains(own)
                && (own.equals(type) || own.equals(TYPES_OF_SIGNATURES.get(type)));
    }

    /** The length of the type, in 4 bytes, and the type; more must follow. */
    private static Optional<String> typeIn(String key) {
        try {
            ByteBuffer blob = ByteBuffer.wrap(Base64.getDecoder().decode(key));
            int length = blob.remaining() < Integer.BYTES ? -1 : blob.getInt();
            if (length <= 0 || length >= blob.remaining()) {
                return Optional.empty();
            }
            byte[] type = new byte[length];
            blob.get(type);
            return Optional.of(new String(type, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return type + " " + key;
    }
}
