package io.labctl.master.catalogs;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of compiled catalogs, which are stored once under their hash. */
public final class CatalogRepository {
    /** @param gzip of the canonical bytes */
    void store(Handle db, String sha256, byte[] gzip, Instant now) {
        db.createUpdate("""
                        INSERT INTO catalog (sha256, body, created_at)
                        VALUES (:sha256, :body, :now)
                            ON CONFLICT (sha256) DO NOTHING
                        """)
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
