package io.labctl.master.recording;

import io.labctl.catalog.error.Conflict;
import io.labctl.master.recording.RecordingRepository.Sealed;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jdbi.v3.core.Jdbi;

/** Recordings as they are stored: piece by piece, each encrypted, with one writer at a time. */
public final class Archive {
    /** A few at a time, so that one who reads takes up little memory. */
    private static final int PAGE = 8;

    private static final int SESSIONS = 100;

    private final Jdbi jdbi;
    private final RecordingRepository table;
    private final PieceSeal seal;

    /**
     * @param key the same for all labds of one database
     */
    public Archive(Jdbi jdbi, RecordingRepository table, SecretKey key, SecureRandom random) {
        this.jdbi = jdbi;
        this.table = table;
        this.seal = new PieceSeal(key, random);
    }

    /** The newest piece of a recording. */
    record Newest(int number, Piece piece) {}

    Sealed sealed(UUID session, int number, Piece piece) {
        return new Sealed(number, ByteBuffer.wrap(seal.sealed(session, number, piece.encoded())));
    }

    /** Begins one; false when another has. */
    boolean begin(UUID session, UUID writer) {
        return jdbi.inTransaction(db -> table.begin(db, session, writer));
    }

    /** Takes one over from whomever; empty when there is nothing in it yet. */
    Optional<Newest> take(UUID session, UUID writer) {
        return jdbi.inTransaction(
                        db -> {
                            table.take(db, session, writer);
                            return table.newest(db, session);
                        })
                .map(found -> new Newest(found.number(), opened(session, found)));
    }

    /**
     * Adds a piece, unless it is there already.
     *
     * @return false when it has another writer by now
     */
    boolean append(UUID session, UUID writer, Sealed piece, boolean last) {
        return jdbi.inTransaction(
                db -> {
                    boolean isMine = table.append(db, session, writer, piece);
                    if (isMine && last) {
                        table.complete(db, session);
                    }
                    return isMine;
                });
    }

    /** It gets no end any more. */
    void giveUp(UUID session) {
        jdbi.useTransaction(db -> table.complete(db, session));
    }

    List<UUID> withoutEnd(Instant endedBefore) {
        return jdbi.withHandle(db -> table.withoutEnd(db, endedBefore, SESSIONS));
    }

    /**
     * Some pieces from this number on; empty when there are no more.
     *
     * @throws Conflict when they are not what was written
     */
    List<Piece> pieces(UUID session, int from) {
        List<Sealed> found = jdbi.withHandle(db -> table.pieces(db, session, from, PAGE));
        var pieces = new ArrayList<Piece>();
        for (Sealed each : found) {
            int expected = from + pieces.size();
            if (each.number() != expected) {
                throw damaged(session, "piece %d is missing".formatted(expected));
            }
            pieces.add(opened(session, each));
        }
        return pieces;
    }

    private Piece opened(UUID session, Sealed sealed) {
        return seal.opened(session, sealed.number(), sealed.content().array())
                .map(Piece::of)
                .orElseThrow(
                        () ->
                                damaged(
                                        session,
                                        "piece %d was changed, or was written with another key"
                                                .formatted(sealed.number())));
    }

    static Conflict damaged(UUID session, String how) {
        return new Conflict("the recording of session %s is damaged: %s".formatted(session, how));
    }
}
