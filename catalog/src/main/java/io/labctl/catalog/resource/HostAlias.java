package io.labctl.catalog.resource;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;

/** A further name of an entry of hosts(5): one word, and no address. */
public record HostAlias(String value) {
    public HostAlias {
        if (IpAddress.isOne(value)) {
            throw refused("alias '%s' is an address where a name has to stand", value);
        }
        if (!Rules.isWord(value)) {
            throw refused("alias '%s' is not one plain word", value);
        }
    }

    private static InvalidInput refused(String message, String value) {
        return InvalidInput.inField("aliases", message.formatted(Printable.of(value)));
    }

    @Override
    public String toString() {
        return value;
    }
}
