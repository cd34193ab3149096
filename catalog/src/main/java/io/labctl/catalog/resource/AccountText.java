package io.labctl.catalog.resource;

/** One field of passwd(5): text without colons and control characters. */
public record AccountText(String value) {
    public AccountText {
        Rules.accountField("text", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
