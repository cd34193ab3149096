package io.labctl.master.database;

import io.labctl.catalog.secret.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which database labd uses.
 *
 * @param url a JDBC URL of PostgreSQL or CockroachDB; null for the embedded PostgreSQL
 * @param user who connects to {@code url}; null when the URL says it
 * @param password of that user; null when the URL says it or none is needed
 * @param embedded where the embedded PostgreSQL lives
 * @param connections at most
 */
public record DatabaseConfig(
        @Nullable String url,
        @Nullable String user,
        @Nullable Secret password,
        Path embedded,
        int connections) {}
