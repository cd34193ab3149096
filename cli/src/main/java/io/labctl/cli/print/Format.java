package io.labctl.cli.print;

import java.util.Locale;

/** What {@code -o} may name; every command takes some of these. */
public enum Format {
    TABLE,
    WIDE,
    TEXT,
    TREE,
    JAVA,
    JSON,
    YAML,
    NAME;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
