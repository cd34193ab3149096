package io.labctl.master.catalogs;

import io.labctl.catalog.name.ServerName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The SQL of compiled catalogs, which are stored once under their hash. */
public final class CatalogRepository {
    /**
     * What one server was given.
     *
     * @param gzip of the canonical bytes
     */
    record Given(ServerName server, String sha256, ByteBuffer gzip, Instant at) {}

    /**
     * Stores each catalog unless it is there already, and makes it its server's newest, in one
     * statement each and one journey to the database for all.
     *
     * @param given of several servers, in the order of their names, so that two replicas that write
     *     at the same time do not wait for each other
     */
    void record(Handle db, List<Given> given) {
        PreparedBatch batch =
                db.prepareBatch(
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
                        """);
        for (Given each : given) {
            batch.bind("server", each.server().value())
                    .bind("sha256", each.sha256())
                    .bind("body", each.gzip().array())
                    .bind("now", each.at())
                    .add();
        }
        batch.execute();
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
     * at the same time is young again: it stays, and is not waited for.
     */
    public int deleteUnused(Handle db, Instant limit, int most) {
        return db.createUpdate(
                        """
                        WITH unused AS (
                            SELECT sha256
                              FROM catalog
                             WHERE created_at < :limit
                               AND NOT EXISTS (SELECT 1 FROM server WHERE server.catalog = catalog.sha256)
                               AND NOT EXISTS (SELECT 1 FROM report WHERE report.catalog = catalog.sha256)
                             LIMIT :most
                               FOR UPDATE SKIP LOCKED)
                        DELETE FROM catalog
                         WHERE sha256 IN (SELECT sha256 FROM unused)
                        """)
                .bind("limit", limit)
                .bind("most", most)
                .execute();
    }
}
