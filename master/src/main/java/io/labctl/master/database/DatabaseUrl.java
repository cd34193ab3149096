package io.labctl.master.database;

import io.labctl.catalog.error.InvalidInput;

/** The JDBC URL of a PostgreSQL that labd was given; there may be a password in it. */
public record DatabaseUrl(String value) {
    /**
     * @throws InvalidInput when it is no PostgreSQL's or names no host
     */
    public DatabaseUrl {
        DatabaseAddress.of(value);
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return DatabaseAddress.of(value).hosts();
    }
}
