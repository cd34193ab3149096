package io.labctl.catalog.resource;

/** A name in hosts(5): one word; of an entry that is to be absent, an address too. */
public record HostName(String value) implements Comparable<HostName> {
    public HostName {
        if (!IpAddress.isOne(value)) {
            Rules.word("host", value);
        }
    }

    @Override
    public int compareTo(HostName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
