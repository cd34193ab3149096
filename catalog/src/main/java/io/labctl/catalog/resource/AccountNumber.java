package io.labctl.catalog.resource;

/**
 * A uid or gid.
 *
 * @param value 0 to 4294967294; the number above is what chown(2) takes for "leave it"
 */
public record AccountNumber(long value) {
    public AccountNumber {
        Rules.accountNumber("account number", value);
    }
}
