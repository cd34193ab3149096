package io.labctl.catalog.name;

import io.labctl.catalog.error.InvalidInput;

/**
 * Who a person is. Written {@code lab://user/<name>} in the certificate's URI subject alternative
 * name (RFC 5280, section 4.2.1.6).
 */
public record PersonId(DnsLabel name) {
    private static final String PREFIX = "lab://user/";

    public static PersonId parse(String uri) {
        if (!isOne(uri)) {
            throw new InvalidInput(
                    "'%s' is not a person's identity (lab://user/<name>)"
                            .formatted(Printable.of(uri)));
        }
        return new PersonId(new DnsLabel(uri.substring(PREFIX.length())));
    }

    /** Whether it is a person's and nobody else's, whatever the name in it. */
    public static boolean isOne(String uri) {
        return uri.startsWith(PREFIX);
    }

    @Override
    public String toString() {
        return PREFIX + name;
    }
}
