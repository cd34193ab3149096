package io.labctl.catalog.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.labctl.catalog.error.InvalidInput;

/**
 * A server's name, unique in one labd: plain DNS labels ({@link DnsLabel}) joined by dots, at most
 * 253 characters (RFC 1035, section 2.3.4). It becomes part of a certificate and of file names, so
 * nothing else is let in.
 */
public record ServerName(@JsonValue String value) implements Comparable<ServerName> {
    private static final int LONGEST = 253;

    @JsonCreator
    public ServerName {
        if (value.length() > LONGEST || !allLabels(value)) {
            throw new InvalidInput(
                    "server name '%s' is not made of plain DNS labels (a-z, 0-9, inner hyphens, joined by dots)"
                            .formatted(Printable.of(value)));
        }
    }

    private static boolean allLabels(String value) {
        for (String label : value.split("\\.", -1)) {
            if (!DnsLabel.LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
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
