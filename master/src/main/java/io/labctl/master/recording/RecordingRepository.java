package io.labctl.master.recording;

import io.labctl.catalog.name.ServerName;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The SQL of recordings. */
public final class RecordingRepository {
    /** A piece as it is stored. */
    record Sealed(int number, ByteBuffer content) {}

    /** Begins one; false when another has begun it. */
    boolean begin(Handle db, UUID session, UUID writer) {
        db.createUpdate(
                        """
                        INSERT INTO recording (session, writer)
                        VALUES (:session, :writer)
                            ON CONFLICT (session) DO NOTHING
                        """)
                .bind("session", session)
                .bind("writer", writer)
                .execute();
        return db.createQuery(
                        """
                        SELECT EXISTS (
                            SELECT 1
                              FROM recording
                             WHERE session = :session
                               AND writer = :writer)
                        """)
                .bind("session", session)
                .bind("writer", writer)
                .mapTo(Boolean.class)
                .one();
    }

    /** From now on nobody else writes it, be it begun or not. */
    void take(Handle db, UUID session, UUID writer) {
        db.createUpdate(
                        """
                        INSERT INTO recording (session, writer)
                        VALUES (:session, :writer)
                            ON CONFLICT (session) DO UPDATE
                           SET writer = excluded.writer
                        """)
                .bind("session", session)
                .bind("writer", writer)
                .execute();
    }

    /**
     * Adds a piece, unless it is there already: its writer says it again when he was not answered.
     *
     * @return false when it has another writer by now
     */
    boolean append(Handle db, UUID session, UUID writer, Sealed piece) {
        return db.createQuery(
                                """
                                WITH mine AS (
                                    SELECT session
                                      FROM recording
                                     WHERE session = :session
                                       AND writer = :writer
                                       FOR UPDATE),
                                added AS (
                                    INSERT INTO recording_piece (session, number, content)
                                    SELECT session, :number, :content
                                      FROM mine
                                        ON CONFLICT (session, number) DO NOTHING)
                                SELECT count(*)
                                  FROM mine
                                """)
                        .bind("session", session)
                        .bind("writer", writer)
                        .bind("number", piece.number())
                        .bind("content", piece.content().array())
                        .mapTo(Integer.class)
                        .one()
                == 1;
    }

    /** Its last piece is there. */
    void complete(Handle db, UUID session) {
        db.createUpdate("UPDATE recording SET complete = TRUE WHERE session = :session")
                .bind("session", session)
                .execute();
    }

    Optional<Sealed> newest(Handle db, UUID session) {
        return db.createQuery(
                        """
                        SELECT number, content
                          FROM recording_piece
                         WHERE session = :session
                         ORDER BY number DESC
                         LIMIT 1
                        """)
                .bind("session", session)
                .map((row, _) -> sealed(row))
                .findOne();
    }

    /**
     * Those from this number on, in order.
     *
     * @param bytes no more is read when it is as much; the first is always
     */
    List<Sealed> pieces(Handle db, UUID session, int from, int most, int bytes) {
        return db.createQuery(
                        """
                        SELECT recording_piece.number, recording_piece.content
                          FROM recording_piece
                          JOIN (SELECT number,
                                       sum(octet_length(content)) OVER (ORDER BY number)
                                           - octet_length(content) AS before
                                  FROM (SELECT number, content
                                          FROM recording_piece
                                         WHERE session = :session
                                           AND number >= :from
                                         ORDER BY number
                                         LIMIT :most) AS next) AS sized
                            ON sized.number = recording_piece.number
                         WHERE recording_piece.session = :session
                           AND sized.before < :bytes
                         ORDER BY recording_piece.number
                        """)
                .bind("session", session)
                .bind("from", from)
                .bind("most", most)
                .bind("bytes", bytes)
                .map((row, _) -> sealed(row))
                .list();
    }

    /** Whether one was begun, be there something in it or not. */
    boolean has(Handle db, UUID session) {
        return db.createQuery("SELECT EXISTS (SELECT 1 FROM recording WHERE session = :session)")
                .bind("session", session)
                .mapTo(Boolean.class)
                .one();
    }

    private static Sealed sealed(ResultSet row) throws SQLException {
        return new Sealed(row.getInt("number"), ByteBuffer.wrap(row.getBytes("content")));
    }

    /** How many there are of sessions on a server, which go with it. */
    public int countOn(Handle db, ServerName server) {
        return db.createQuery(
                        """
                        SELECT count(*)
                          FROM recording
                          JOIN work ON work.id = recording.session
                         WHERE work.server = :server
                        """)
                .bind("server", server.value())
                .mapTo(Integer.class)
                .one();
    }

    /** Sessions that have ended some time ago, whose recordings have no end yet. */
    List<UUID> withoutEnd(Handle db, Instant endedBefore, int most) {
        return db.createQuery(
                        """
                        SELECT recording.session
                          FROM recording
                          JOIN work ON work.id = recording.session
                         WHERE NOT recording.complete
                           AND work.ended_at < :before
                         LIMIT :most
                        """)
                .bind("before", endedBefore)
                .bind("most", most)
                .mapTo(UUID.class)
                .list();
    }

    /** Removes pieces of recordings of sessions that ended before then. */
    public int deletePiecesBefore(Handle db, Instant limit, int most) {
        return db.createUpdate(
                        """
                        DELETE FROM recording_piece
                         WHERE (session, number) IN (
                             SELECT recording_piece.session, recording_piece.number
                               FROM recording_piece
                               JOIN work ON work.id = recording_piece.session
                              WHERE work.ended_at < :limit
                              LIMIT :most
                                FOR UPDATE OF recording_piece SKIP LOCKED)
                        """)
                .bind("limit", limit)
                .bind("most", most)
                .execute();
    }

    /** The same with what is left of them then, after which their sessions may be removed. */
    public int deleteBefore(Handle db, Instant limit, int most) {
        return db.createUpdate(
                        """
                        DELETE FROM recording
                         WHERE session IN (
                             SELECT recording.session
                               FROM recording
                               JOIN work ON work.id = recording.session
                              WHERE work.ended_at < :limit
                              LIMIT :most
                                FOR UPDATE OF recording SKIP LOCKED)
                        """)
                .bind("limit", limit)
                .bind("most", most)
                .execute();
    }
}
