package io.labctl.master.token;

import io.labctl.catalog.api.TokenView;
import io.labctl.catalog.identity.JoinToken;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import io.labctl.master.server.Labels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of join tokens. */
public final class TokenRepository {
    private final JsonMapper json;

    public TokenRepository(JsonMapper json) {
        this.json = json;
    }

    /**
     * Refuses an id before the database is asked.
     *
     * @throws io.labctl.catalog.error.InvalidInput when no token could have this id
     */
    public static void checkId(String id) {
        JoinToken.checkId(id);
    }

    void insert(Handle db, TokenView token, String secretHash) {
        db.createUpdate(
                        """
                        INSERT INTO join_token (id, secret_hash, cloud, environment, role, labels, server,
                                                reusable, uses, created_by, created_at, expires_at)
                        VALUES (:id, :secretHash, :cloud, :environment, :role, :labels, :server,
                                :reusable, 0, :createdBy, :createdAt, :expiresAt)
                        """)
                .bind("id", token.id())
                .bind("secretHash", secretHash)
                .bind("cloud", token.cloud().value())
                .bind("environment", token.environment().value())
                .bind("role", token.role().value())
                .bind("labels", new Labels(token.labels()).stored(json))
                .bind("server", token.server() == null ? null : token.server().value())
                .bind("reusable", token.reusable())
                .bind("createdBy", token.createdBy())
                .bind("createdAt", token.createdAt())
                .bind("expiresAt", token.expiresAt())
                .execute();
    }

    List<TokenView> list(Handle db, Instant now) {
        return db.createQuery(
                        """
                        SELECT id, cloud, environment, role, labels, server, reusable, uses,
                               created_by, created_at, expires_at, revoked_at
                          FROM join_token
                         ORDER BY created_at DESC, id
                        """)
                .map((row, _) -> view(row, now))
                .list();
    }

    public Optional<TokenView> find(Handle db, String id, Instant now) {
        return db.createQuery(
                        """
                        SELECT id, cloud, environment, role, labels, server, reusable, uses,
                               created_by, created_at, expires_at, revoked_at
                          FROM join_token
                         WHERE id = :id
                        """)
                .bind("id", id)
                .map((row, _) -> view(row, now))
                .findOne();
    }

    int revoke(Handle db, String id, Instant now) {
        return db.createUpdate(
                        """
                        UPDATE join_token
                           SET revoked_at = :now
                         WHERE id = :id
                           AND revoked_at IS NULL
                        """)
                .bind("id", id)
                .bind("now", now)
                .execute();
    }

    /**
     * Redeems a token. One statement decides and notes who it was: of two machines that race for a
     * one-time token, the database lets one through. The machine that was let through may come
     * again with the same key and name, because it may never have seen the answer; not when its
     * server was deleted since.
     */
    public Optional<TokenView> redeem(
            Handle db, String id, String secretHash, ServerName name, String keyHash, Instant now) {
        awaitOthers(db, id);
        return db.createQuery(
                        """
                        UPDATE join_token
                           SET uses = uses + CASE WHEN used_key = :key AND used_by = :name THEN 0 ELSE 1 END,
                               used_by = :name,
                               used_key = :key,
                               used_at = :now
                         WHERE id = :id
                           AND secret_hash = :secretHash
                           AND revoked_at IS NULL
                           AND expires_at > :now
                           AND (join_token.server IS NULL OR join_token.server = :name)
                           AND (reusable OR uses = 0 OR (used_key = :key AND used_by = :name
                                AND EXISTS (SELECT 1 FROM server WHERE server.name = :name AND key_hash = :key)))
                        RETURNING id, cloud, environment, role, labels, server, reusable, uses,
                                  created_by, created_at, expires_at, revoked_at
                        """)
                .bind("id", id)
                .bind("secretHash", secretHash)
                .bind("name", name.value())
                .bind("key", keyHash)
                .bind("now", now)
                .map((row, _) -> view(row, now))
                .findOne();
    }

    /**
     * Waits for another redemption of the same token, so that the statement after this one sees the
     * server that it made: a statement that waits by itself still looks at other tables as they
     * were when it began.
     */
    private static void awaitOthers(Handle db, String id) {
        db.createQuery("SELECT id FROM join_token WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    /**
     * Whether the secret is the right one, for an honest refusal; says nothing to who does not know
     * it.
     */
    public boolean knows(Handle db, String id, String secretHash) {
        return db.createQuery(
                        "SELECT 1 FROM join_token WHERE id = :id AND secret_hash = :secretHash")
                .bind("id", id)
                .bind("secretHash", secretHash)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Removes some of those that expired, were revoked or were used up before a moment. */
    public int deleteEnded(Handle db, Instant limit, int most) {
        return db.createUpdate(
                        """
                        WITH ended AS (
                            SELECT id
                              FROM join_token
                             WHERE expires_at < :limit
                                OR revoked_at < :limit
                                OR (NOT reusable AND used_at < :limit)
                             LIMIT :most
                               FOR UPDATE SKIP LOCKED)
                        DELETE FROM join_token
                         WHERE id IN (SELECT id FROM ended)
                        """)
                .bind("limit", limit)
                .bind("most", most)
                .execute();
    }

    private TokenView view(ResultSet row, Instant now) throws SQLException {
        boolean reusable = row.getBoolean("reusable");
        long uses = row.getLong("uses");
        Instant expiresAt = row.getTimestamp("expires_at").toInstant();
        String server = row.getString("server");
        return new TokenView(
                row.getString("id"),
                new DnsLabel(row.getString("cloud")),
                new DnsLabel(row.getString("environment")),
                new DnsLabel(row.getString("role")),
                Labels.ofStored(row.getString("labels"), json).values(),
                server == null ? null : new ServerName(server),
                reusable,
                status(
                        row.getTimestamp("revoked_at"),
                        !reusable && uses > 0,
                        !expiresAt.isAfter(now)),
                uses,
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                expiresAt);
    }

    private static TokenView.Status status(
            @Nullable Timestamp revoked, boolean used, boolean expired) {
        if (revoked != null) {
            return TokenView.Status.REVOKED;
        }
        if (used) {
            return TokenView.Status.USED;
        }
        return expired ? TokenView.Status.EXPIRED : TokenView.Status.ACTIVE;
    }
}
