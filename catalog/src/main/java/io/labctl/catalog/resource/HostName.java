package io.labctl.catalog.resource;

/** A name in hosts(5): one word. */
public record HostName(String value) implements Comparable<HostName> {
    public HostName {
        Rules.hostName("host", value);
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
