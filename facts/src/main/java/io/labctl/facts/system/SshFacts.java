package io.labctl.facts.system;

import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Structure;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;

/**
 * {@code ssh}: the host keys by which others know this machine, from sshd's {@code .pub} files; the
 * fingerprints as DNS would give them (RFC 4255, RFC 6594, RFC 7479).
 */
public final class SshFacts implements FactSource {
    private static final List<String> DIRECTORIES =
            List.of("/etc/ssh", "/usr/local/etc/ssh", "/etc", "/usr/local/etc", "/etc/opt/ssh");

    private final MachineFiles files;

    public SshFacts(MachineFiles files) {
        this.files = files;
    }

    /** A kind of key, with its number in SSHFP records. */
    private enum Kind {
        RSA("rsa", 1),
        DSA("dsa", 2),
        ECDSA("ecdsa", 3),
        ED25519("ed25519", 4);

        private final String word;
        private final int number;

        Kind(String word, int number) {
            this.word = word;
            this.number = number;
        }
    }

    @Override
    public String name() {
        return "ssh";
    }

    /** The last directory that has a key of a kind counts, as in Facter. */
    @Override
    public SortedMap<String, Object> gather() {
        var keys = new Structure();
        for (String directory : DIRECTORIES) {
            for (Kind kind : Kind.values()) {
                keys.nested(
                        kind.word,
                        key(kind, "%s/ssh_host_%s_key.pub".formatted(directory, kind.word)));
            }
        }
        return new Structure().nested(name(), keys).sorted();
    }

    private Structure key(Kind kind, String path) {
        String[] words = files.value(path).orElse("").split("\\s+", -1);
        if (words.length < 2) {
            return new Structure();
        }
        try {
            byte[] key = Base64.getDecoder().decode(words[1]);
            var fingerprints =
                    new Structure()
                            .with("sha1", record(kind, 1, digest("SHA-1", key)))
                            .with("sha256", record(kind, 2, digest("SHA-256", key)));
            return new Structure()
                    .nested("fingerprints", fingerprints)
                    .with("key", words[1])
                    .with("type", words[0]);
        } catch (IllegalArgumentException _) { // no base64
            return new Structure();
        }
    }

    private static String record(Kind kind, int algorithm, byte[] digest) {
        return "SSHFP %d %d %s".formatted(kind.number, algorithm, HexFormat.of().formatHex(digest));
    }

    private static byte[] digest(String algorithm, byte[] key) {
        try {
            return MessageDigest.getInstance(algorithm).digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
