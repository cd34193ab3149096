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
import java.util.function.Function;
import javax.crypto.SecretKey;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Recordings as they are stored: piece by piece, each encrypted, with one writer at a time. */
public final class Archive {
    /** So many pieces are read at once, which of a terminal in use are as many seconds. */
    private static final int PIECES = 500;

    /** So much is read at once, and so much is told at once of what that holds; a piece more. */
    private static final int BYTES = 512 * 1024;

    private static final int SESSIONS = 100;

    private final Jdbi jdbi;
    private final RecordingRepository table;
    private final Function<UUID, SecretKey> keys;
    private final SecureRandom random;

    /**
     * @param keys each session's, the same for all labds of one database
     */
    public Archive(
            Jdbi jdbi,
            RecordingRepository table,
            Function<UUID, SecretKey> keys,
            SecureRandom random) {
        this.jdbi = jdbi;
        this.table = table;
        this.keys = keys;
        this.random = random;
    }

    /** The newest piece of a recording. */
    record Newest(int number, Piece piece) {}

    Sealed sealed(UUID session, int number, Piece piece) {
        byte[] content = seal(session).sealed(number, piece.encoded());
        return new Sealed(number, ByteBuffer.wrap(content));
    }

    private PieceSeal seal(UUID session) {
        return new PieceSeal(session, keys.apply(session), random);
    }

    /** Begins one; false when another has. */
    boolean begin(UUID session, UUID writer) {
        return jdbi.inTransaction(db -> table.begin(db, session, writer));
    }

    /** Takes one over from whomever; empty when there is nothing in it yet. */
    Optional<Newest> take(UUID session, UUID writer) {
        return jdbi.inTransaction(db -> take(db, session, writer));
    }

    private Optional<Newest> take(Handle db, UUID session, UUID writer) {
        table.take(db, session, writer);
        return table.newest(db, session)
                .map(found -> new Newest(found.number(), opened(session, found)));
    }

    private Piece opened(UUID session, Sealed sealed) {
        return opened(seal(session), sealed)
                .orElseThrow(() -> damaged(session, changed(sealed.number())));
    }

    private static Optional<Piece> opened(PieceSeal seal, Sealed sealed) {
        return seal.opened(sealed.number(), sealed.content().array()).map(Piece::of);
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

    /**
     * Gives one that nobody writes any more an end, if it has none.
     *
     * @throws Conflict when it is not what was written
     */
    void close(UUID session, UUID writer) {
        jdbi.useTransaction(
                db -> {
                    Optional<Newest> newest = take(db, session, writer);
                    if (newest.isEmpty() || !newest.get().piece().ending().isLast()) {
                        int number = newest.map(Newest::number).orElse(-1) + 1;
                        Progress progress =
                                newest.map(Newest::piece)
                                        .map(Piece::progress)
                                        .orElse(Progress.NONE);
                        var end = new Piece(progress, Ending.CUT, List.of());
                        table.append(db, session, writer, sealed(session, number, end));
                    }
                    table.complete(db, session);
                });
    }

    /** It gets no end any more. */
    void giveUp(UUID session) {
        jdbi.useTransaction(db -> table.complete(db, session));
    }

    List<UUID> withoutEnd(Instant endedBefore) {
        return jdbi.withHandle(db -> table.withoutEnd(db, endedBefore, SESSIONS));
    }

    boolean has(UUID session) {
        return jdbi.withHandle(db -> table.has(db, session));
    }

    /**
     * Some pieces from this number on, up to the last at most; empty when there are no more.
     *
     * @throws Conflict when the first is not what was written; one behind it is left out, and what
     *     comes after it, so that who asks on learns where it is
     */
    List<Piece> pieces(UUID session, int from) {
        List<Sealed> found = jdbi.withHandle(db -> table.pieces(db, session, from, PIECES, BYTES));
        PieceSeal seal = seal(session);
        var pieces = new ArrayList<Piece>();
        long bytes = 0;
        for (Sealed each : found) {
            int expected = from + pieces.size();
            Optional<Piece> piece =
                    each.number() == expected ? opened(seal, each) : Optional.empty();
            if (piece.isEmpty() && pieces.isEmpty()) {
                throw damaged(
                        session,
                        each.number() == expected
                                ? changed(expected)
                                : "piece %d is missing".formatted(expected));
            }
            if (piece.isEmpty() || bytes > BYTES) {
                return pieces;
            }
            pieces.add(piece.get());
            bytes += piece.get().bytes();
            if (piece.get().ending().isLast()) {
                return pieces;
            }
        }
        return pieces;
    }

    private static String changed(int number) {
        return "piece %d was changed, or was written with another key".formatted(number);
    }

    static Conflict damaged(UUID session, String how) {
        return new Conflict("the recording of session %s is damaged: %s".formatted(session, how));
    }
}
