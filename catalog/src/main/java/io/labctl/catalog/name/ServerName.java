package io.labctl.catalog.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.labctl.catalog.error.InvalidInput;
import java.util.regex.Pattern;

/**
 * A server's name, unique in one labd: plain DNS labels ({@link DnsLabel}) joined by dots, at most
 * 253 characters (RFC 1035, section 2.3.4). It becomes part of a certificate and of file names, so
 * nothing else is let in.
 */
public record ServerName(@JsonValue String value) implements Comparable<ServerName> {
    private static final int LONGEST = 253;
    private static final Pattern OF_ANY_LENGTH = Pattern.compile("[a-z0-9]([a-z0-9-]*+(?<!-))?");

    @JsonCreator
    public ServerName {
        if (value.length() > LONGEST) {
            throw new InvalidInput(
                    "server name '%s' has %d characters, more than the %d of DNS"
                            .formatted(Printable.of(value), value.length(), LONGEST));
        }
        for (String label : value.split("\\.", -1)) {
            if (!DnsLabel.LABEL.matcher(label).matches()) {
                throw new InvalidInput(
                        "server name '%s' %s".formatted(Printable.of(value), whyNot(label)));
            }
        }
    }

    private static String whyNot(String label) {
        return label.length() > DnsLabel.LONGEST && OF_ANY_LENGTH.matcher(label).matches()
                ? "has a label of %d characters, more than the %d of DNS"
                        .formatted(label.length(), DnsLabel.LONGEST)
                : "is not made of plain DNS labels (a-z, 0-9, inner hyphens, joined by dots)";
    }

    @Override
    public int compareTo(ServerName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
