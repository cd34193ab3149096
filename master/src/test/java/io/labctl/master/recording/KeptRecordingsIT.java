package io.labctl.master.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.secret.Secret;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.ca.EncryptionKey;
import io.labctl.master.database.FreshDatabase;
import io.labctl.master.database.ServerRows;
import io.labctl.master.retention.OldRows;
import io.labctl.master.site.FakeClock;
import io.labctl.master.store.GzipJson;
import io.labctl.master.work.WorkRepository;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Recordings as they lie in the database. */
@Tag("database")
class KeptRecordingsIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Executor HERE = Runnable::run;
    private static final Frame HELLO = Frame.text(FrameKind.OUT, "hello");

    private final FakeClock clock = new FakeClock(NOON);
    private final RecordingRepository table = new RecordingRepository();
    private final WorkRepository work = new WorkRepository(new GzipJson(WireJson.mapper()));

    @BeforeEach
    void one_server() {
        database.jdbi()
                .useHandle(
                        db -> {
                            db.execute("DELETE FROM server");
                            ServerRows.add(db, "web01", "0a");
                        });
    }

    @Test
    void one_outlives_its_time_no_longer_than_until_the_next_sweep_and_its_session_no_shorter() {
        UUID id = recorded('A', NOON);
        Instant limit = NOON.plusSeconds(1);

        assertThat(removed(work::deleteBefore, limit)).isZero();
        assertThat(removed(table::deletePiecesBefore, NOON)).isZero();
        assertThat(removed(table::deletePiecesBefore, limit)).isEqualTo(1);
        assertThat(removed(table::deleteBefore, limit)).isEqualTo(1);
        assertThat(removed(work::deleteBefore, limit)).isEqualTo(1);
        assertThat(archive('A').pieces(id, 0)).isEmpty();
    }

    @Test
    void one_goes_with_its_server() {
        UUID id = recorded('A', NOON);

        database.jdbi().useHandle(db -> db.execute("DELETE FROM server"));

        assertThat(archive('A').pieces(id, 0)).isEmpty();
    }

    @Test
    void one_is_shown_with_no_other_key() {
        UUID id = recorded('A', NOON);

        assertThat(archive('A').pieces(id, 0).getFirst().events().getFirst().frame())
                .isEqualTo(HELLO);
        assertThatThrownBy(() -> archive('B').pieces(id, 0))
                .isInstanceOf(Conflict.class)
                .hasMessage(
                        "the recording of session %s is damaged: piece 0 was changed, or was written with another key"
                                .formatted(id));
    }

    @Test
    void one_whose_session_ended_without_its_labd_is_closed_after_a_while() {
        UUID id = recorded('A', NOON);
        clock.advance(Duration.ofMinutes(10));
        recordings().closeEnded();
        assertThat(archive('A').pieces(id, 0)).extracting(Piece::last).containsExactly(false);

        clock.advance(Duration.ofMinutes(10));
        recordings().closeEnded();

        assertThat(archive('A').pieces(id, 0)).extracting(Piece::last).containsExactly(false, true);
    }

    @Test
    void one_that_is_damaged_keeps_no_other_from_being_closed() {
        UUID damaged = recorded('B', NOON);
        UUID good = recorded('A', NOON);
        clock.advance(Duration.ofMinutes(20));

        recordings().closeEnded();

        assertThat(archive('A').pieces(good, 0)).extracting(Piece::last).contains(true);
        assertThat(archive('B').pieces(damaged, 0)).extracting(Piece::last).containsExactly(false);
        assertThat(archive('A').withoutEnd(clock.instant())).isEmpty();
    }

    private static int removed(OldRows rows, Instant limit) {
        return database.jdbi().inTransaction(db -> rows.deleteBefore(db, limit, 9));
    }

    private UUID recorded(char key, Instant endedAt) {
        UUID id = UUID.randomUUID();
        database.jdbi()
                .useHandle(
                        db ->
                                db.execute(
                                        """
                                        INSERT INTO work (id, server, action, asked_by, asked_at,
                                                          until, ended_at, state)
                                        VALUES (?, 'web01', '{"kind":"session"}', 'ann', ?, ?, ?, 'done')
                                        """,
                                        id,
                                        NOON,
                                        NOON,
                                        endedAt));
        Recorder recorder = recordings(archive(key)).begin(id, NOON);
        assertThat(recorder.output(HELLO, 0)).isTrue();
        recorder.writeSoon();
        return id;
    }

    private Recordings recordings() {
        return recordings(archive('A'));
    }

    private Recordings recordings(Archive archive) {
        var config = new RecordingConfig(true, 1000, KEPT);
        return new Recordings(archive, config, clock, HERE, UUID::randomUUID);
    }

    /** By the letter that its key is of. */
    private Archive archive(char key) {
        String written = String.valueOf(key).repeat(43) + "=";
        return new Archive(
                database.jdbi(),
                table,
                EncryptionKey.of(new Secret(written)).derived("recordings"),
                new SecureRandom());
    }

    @Test
    void no_piece_is_another_ones_of_the_same_bytes() {
        var events = List.of(new Event(1, HELLO));
        var piece = new Piece(new Progress(10, 1, 5), false, events);
        UUID id = UUID.randomUUID();

        var first = archive('A').sealed(id, 0, piece);
        var second = archive('A').sealed(id, 0, piece);

        assertThat(first.content()).as("under the same key").isNotEqualTo(second.content());
    }
}
