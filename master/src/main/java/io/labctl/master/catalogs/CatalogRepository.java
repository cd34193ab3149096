package io.labctl.master.catalogs;

import io.labctl.catalog.name.ServerName;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of compiled catalogs, which are stored once under their hash. */
public final class CatalogRepository {
    /**
     * Stores a catalog unless it is there already, and makes it its server's newest, in one
     * statement and so in one journey to the database.
     *
     * @param gzip of the canonical bytes
     */
    void record(Handle db, ServerName server, String sha256, byte[] gzip, Instant now) {
        db.createUpdate(
                        """
                        WITH stored AS (
                            INSERT INTO catalog (sha256, body, created_at)
                            VALUES (:sha256, :body, :now)
                                ON CONFLICT (sha256) DO UPDATE SET created_at = :now
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

    /**
     * Removes catalogs that no server has and no report names any more. One that is being recorded
     * at the same time is young again, and stays.
     */
    public int deleteUnused(Handle db, Instant limit, int most) {
        return db.createUpdate(
                        """
                        DELETE FROM catalog
                         WHERE created_at < :limit
                           AND sha256 IN (SELECT sha256
                                            FROM catalog AS old
                                           WHERE created_at < :limit
                                             AND NOT EXISTS (SELECT 1 FROM server WHERE catalog = old.sha256)
                                             AND NOT EXISTS (SELECT 1 FROM report WHERE catalog = old.sha256)
                                           LIMIT :most)
                        """)
                .bind("limit", limit)
                .bind("most", most)
                .execute();
    }
}
