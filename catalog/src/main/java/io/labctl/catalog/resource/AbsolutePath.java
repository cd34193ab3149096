package io.labctl.catalog.resource;

/** An absolute path without {@code .}, {@code ..}, empty parts or a trailing slash. */
public record AbsolutePath(String value) {
    public AbsolutePath {
        Rules.absolutePath(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
