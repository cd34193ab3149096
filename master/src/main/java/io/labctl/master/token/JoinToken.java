package io.labctl.master.token;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.secret.Secret;
import io.labctl.catalog.wire.Sha256;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A join token as it is handed to a machine, {@code lab1.<id>.<secret>.<ca-pin>}. The id is public, the
 * secret has 256 random bits and is stored as a hash only, the pin lets the machine know labd before it
 * sends the secret.
 */
record JoinToken(String id, Secret secret) {
    private static final String VERSION = "lab1";
    private static final String ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 10;
    private static final int SECRET_BYTES = 32;
    private static final Pattern ID = Pattern.compile("[a-z0-9]{%d}".formatted(ID_LENGTH));

    JoinToken {
        checkId(id);
    }

    static JoinToken random(RandomGenerator random) {
        var id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_ALPHABET.charAt(random.nextInt(ID_ALPHABET.length())));
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new JoinToken(
                id.toString(), new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(secret)));
    }

    static void checkId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new InvalidInput("token id '%s' is not 10 of a-z and 0-9".formatted(Printable.of(id)));
        }
    }

    Secret printed(String pin) {
        return new Secret(String.join(".", VERSION, id, secret.reveal(), pin));
    }

    /** What is stored instead of the secret; with 256 random bits in it, it needs no salt. */
    String secretHash() {
        return Sha256.of(secret.reveal());
    }
}
