package io.labctl.catalog.identity;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.secret.Secret;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The right to join, as it is handed to a machine: {@code lab1.<id>.<secret>.<ca-pin>}.
 *
 * @param id public, 10 of {@code a-z 0-9}
 * @param secret 256 bits in base64url (RFC 4648, section 5) without padding
 * @param pin of the root certificate that labd must show before it gets the secret
 */
public record JoinToken(String id, Secret secret, CaPin pin) {
    private static final String VERSION = "lab1";
    private static final String ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 10;
    private static final Pattern ID = Pattern.compile("[a-z0-9]{%d}".formatted(ID_LENGTH));
    private static final int SECRET_BYTES = 32;
    private static final int LONGEST = 200;

    public JoinToken {
        checkId(id);
    }

    public static JoinToken random(RandomGenerator random, CaPin pin) {
        var id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_ALPHABET.charAt(random.nextInt(ID_ALPHABET.length())));
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new JoinToken(id.toString(), new Secret(Bits256.write(secret)), pin);
    }

    /**
     * Reads a token as it was printed.
     *
     * @throws InvalidInput saying which part is wrong, never what the secret is
     */
    public static JoinToken parse(String given) {
        String text = given.strip();
        if (text.isEmpty()) {
            throw malformed("it is empty");
        }
        if (text.length() > LONGEST) {
            throw malformed("it is too long");
        }
        String[] parts = text.split("\\.", -1);
        if (!parts[0].equals(VERSION)) {
            throw malformed("it does not start with '%s.'".formatted(VERSION));
        }
        if (parts.length != 4) {
            throw malformed("it has %d parts instead of 4".formatted(parts.length));
        }
        if (!ID.matcher(parts[1]).matches()) {
            throw malformed(
                    "its id '%s' is not 10 of a-z and 0-9".formatted(Printable.of(parts[1])));
        }
        if (!Bits256.isWritten(parts[2])) {
            throw malformed("its secret is damaged");
        }
        if (!Bits256.isWritten(parts[3])) {
            throw malformed("its CA pin is damaged");
        }
        return new JoinToken(parts[1], new Secret(parts[2]), new CaPin(parts[3]));
    }

    /**
     * Refuses what can be no token's id.
     *
     * @throws InvalidInput naming it
     */
    public static void checkId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new InvalidInput(
                    "token id '%s' is not 10 of a-z and 0-9".formatted(Printable.of(id)));
        }
    }

    /** The whole token, to be shown once. */
    public Secret printed() {
        return new Secret(String.join(".", VERSION, id, secret.reveal(), pin.text()));
    }

    private static InvalidInput malformed(String why) {
        return new InvalidInput(
                "join token is malformed: %s; copy it whole, as 'labctl create token' printed it"
                        .formatted(why));
    }
}
