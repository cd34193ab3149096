package io.labctl.catalog.resource;

/** An {@link AbsolutePath} that can be a field of passwd(5): a home directory, a shell. */
public record AccountPath(String value) {
    public AccountPath {
        Rules.absolutePath(value);
        Rules.accountField("path", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
