package io.labctl.catalog.resource;

/**
 * The name of a local user or group: up to 32 of {@code A-Z a-z 0-9 _ . -}, not starting with a
 * digit, dot or hyphen (useradd(8)).
 */
public record AccountName(String value) implements Comparable<AccountName> {
    public AccountName {
        Rules.account("account", value);
    }

    @Override
    public int compareTo(AccountName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
