package io.labctl.agent.enroll;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.secret.Secret;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The right to join, as it is handed to a machine: {@code lab1.<id>.<secret>.<ca-pin>}.
 *
 * @param id 10 of {@code a-z 0-9}
 * @param secret 256 bits in base64url (RFC 4648, section 5) without padding
 * @param pin of the root certificate that labd must show
 */
record JoinToken(String id, Secret secret, CaPin pin) {
    private static final String VERSION = "lab1";
    private static final Pattern ID = Pattern.compile("[a-z0-9]{10}");
    private static final int LONGEST = 200;
    private static final int BITS_256 = 32;

    static JoinToken parse(String given) {
        String text = given.strip();
        if (text.isEmpty()) {
            throw refused("it is empty");
        }
        if (text.length() > LONGEST) {
            throw refused("it is too long");
        }
        String[] parts = text.split("\\.", -1);
        if (!parts[0].equals(VERSION)) {
            throw refused("it does not start with '%s.'".formatted(VERSION));
        }
        if (parts.length != 4) {
            throw refused("it has %d parts instead of 4".formatted(parts.length));
        }
        if (!ID.matcher(parts[1]).matches()) {
            throw refused("its id '%s' is not 10 of a-z and 0-9".formatted(Printable.of(parts[1])));
        }
        bytes(parts[2], "secret");
        return new JoinToken(parts[1], new Secret(parts[2]), CaPin.of(bytes(parts[3], "CA pin")));
    }

    private static byte[] bytes(String part, String name) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            // The last character carries 4 bits of the 256; a token has one spelling only.
            String spelt = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            if (bytes.length == BITS_256 && spelt.equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidInput(message("its %s is damaged".formatted(name)), e);
        }
        throw refused("its %s is damaged".formatted(name));
    }

    private static InvalidInput refused(String why) {
        return new InvalidInput(message(why));
    }

    private static String message(String why) {
        return "join token is malformed: %s; copy it whole, as 'labctl create token' printed it"
                .formatted(why);
    }
}
