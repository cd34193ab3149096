package io.labctl.master.catalogs;

import io.labctl.catalog.name.ServerName;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of compiled catalogs, which are stored once under their hash. */
public final class CatalogRepository {
    /**
     * Stores a catalog unless it is there already, and makes it its server's newest, in one statement
     * and so in one journey to the database.
     *
     * @param gzip of the canonical bytes
     */
    void record(Handle db, ServerName server, String sha256, byte[] gzip, Instant now) {
        db.createUpdate("""
                        WITH stored AS (
                            INSERT INTO catalog (sha256, body, created_at)
                            VALUES (:sha256, :body, :now)
                                ON CONFLICT (sha256) DO NOTHING
                         RETURNING sha256)
                        UPDATE server
                           SET catalog = :sha256,
                               compile_faults = ''
                         WHERE name = :server
                        """)
                .bind("server", server.value())
                .bind("sha256", sha256)
                .bind("body", gzip)
                .bind("now", now)
                .execute();
    }

    /** The gzip of the canonical bytes. */
    public Optional<byte[]> find(Handle db, String sha256) {
        return db.createQuery("SELECT body FROM catalog WHERE sha256 = :sha256")
                .bind("sha256", sha256)
                .mapTo(byte[].class)
                .findOne();
    }
}
