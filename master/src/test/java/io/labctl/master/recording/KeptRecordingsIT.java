package io.labctl.master.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.api.RecordingPage;
import io.labctl.catalog.api.RecordingPage.Extent;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.secret.Secret;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.TerminalSize;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.ca.EncryptionKey;
import io.labctl.master.database.FreshDatabase;
import io.labctl.master.database.ServerRows;
import io.labctl.master.retention.OldRows;
import io.labctl.master.site.FakeClock;
import io.labctl.master.store.GzipJson;
import io.labctl.master.work.WorkRepository;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
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
    private static final int MOST = 2 << 20;
    private static final Frame HELLO = Frame.text(FrameKind.OUT, "hello");

    private final FakeClock clock = new FakeClock(NOON);
    private final AtomicLong nanos = new AtomicLong();
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
        assertThat(pages(id).getLast().extent()).isEqualTo(Extent.SO_FAR);

        clock.advance(Duration.ofMinutes(10));
        recordings().closeEnded();

        assertThat(pages(id).getLast().extent()).isEqualTo(Extent.CUT);
    }

    @Test
    void one_whose_end_was_taken_away_is_never_whole_again() {
        UUID id = UUID.randomUUID();
        Recorder recorder = recorder(id, NOON);
        assertThat(recorder.output(HELLO, 0)).isTrue();
        recorder.writeSoon();
        assertThat(recorder.output(HELLO, HELLO.length())).isTrue();
        recorder.finish();
        assertThat(pages(id).getLast().extent()).isEqualTo(Extent.WHOLE);
        clock.advance(Duration.ofMinutes(20));

        database.jdbi()
                .useHandle(
                        db -> {
                            db.execute("UPDATE recording SET complete = FALSE");
                            recordings().closeEnded();
                            assertThat(pages(id).getLast().extent())
                                    .as("only the mark was")
                                    .isEqualTo(Extent.WHOLE);
                            db.execute("UPDATE recording SET complete = FALSE");
                            db.execute("DELETE FROM recording_piece WHERE number = 1");
                            recordings().closeEnded();
                        });

        assertThat(pages(id).getLast().extent()).isEqualTo(Extent.CUT);
        assertThat(archive('A').withoutEnd(clock.instant())).isEmpty();
    }

    @Test
    void many_small_pieces_are_told_in_a_few_pages_and_characters_are_whole() {
        UUID id = UUID.randomUUID();
        Recorder recorder = recorder(id, NOON);
        byte[] euros = "€".repeat(400).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < euros.length; i++) {
            var frame = Frame.of(FrameKind.OUT, ByteBuffer.wrap(euros, i, 1));
            assertThat(recorder.output(frame, (long) i * frame.length())).isTrue();
            recorder.writeSoon();
        }
        recorder.finish();

        List<RecordingPage> pages = pages(id);

        assertThat(pages).hasSize(3);
        assertThat(pages.getFirst().next()).isEqualTo("500-e282");
        assertThat(pages.stream().flatMap(page -> page.lines().stream()).skip(1))
                .hasSize(400)
                .containsOnly("[0.000,\"o\",\"€\"]");
    }

    @Test
    void time_goes_on_in_it_as_it_does_when_the_clock_is_set() {
        UUID id = UUID.randomUUID();
        clock.advance(Duration.ofSeconds(2));
        Recorder recorder = recorder(id, NOON);
        assertThat(recorder.output(HELLO, 0)).isTrue();
        nanos.addAndGet(Duration.ofMillis(250).toNanos());
        clock.advance(Duration.ofHours(-1));
        assertThat(recorder.output(HELLO, HELLO.length())).isTrue();
        nanos.addAndGet(Duration.ofMillis(250).toNanos());
        clock.advance(Duration.ofHours(2));
        assertThat(recorder.output(HELLO, 2L * HELLO.length())).isTrue();
        recorder.finish();

        assertThat(page(id, Position.START).lines().stream().skip(1))
                .containsExactly(
                        "[2.000,\"o\",\"hello\"]",
                        "[2.250,\"o\",\"hello\"]",
                        "[2.500,\"o\",\"hello\"]");
    }

    @Test
    void large_pieces_are_told_in_more_pages_each_of_a_bounded_size() {
        UUID id = UUID.randomUUID();
        Recorder recorder = recorder(id, NOON);
        var large = Frame.of(FrameKind.OUT, ByteBuffer.allocate(Frame.LARGEST));
        for (int i = 0; i < 40; i++) {
            assertThat(recorder.output(large, (long) i * large.length())).isTrue();
        }
        recorder.finish();

        assertThat(pages(id)).hasSize(3).allMatch(page -> page.lines().size() <= 18);
    }

    @Test
    void one_that_is_damaged_is_told_up_to_there() {
        UUID id = UUID.randomUUID();
        Recorder recorder = recorder(id, NOON);
        for (int i = 0; i < 4; i++) {
            assertThat(recorder.output(HELLO, (long) i * HELLO.length())).isTrue();
            recorder.writeSoon();
        }
        recorder.finish();
        database.jdbi().useHandle(db -> db.execute("DELETE FROM recording_piece WHERE number = 2"));

        RecordingPage page = page(id, Position.START);

        assertThat(page.lines()).as("the head and two").hasSize(3);
        assertThatThrownBy(() -> page(id, Position.of(page.next())))
                .isInstanceOf(Conflict.class)
                .hasMessage(
                        "the recording of session %s is damaged: piece 2 is missing".formatted(id));
    }

    @Test
    void what_does_not_get_there_in_time_lets_nothing_pass_whatever_the_database_says() {
        UUID id = UUID.randomUUID();
        var held = new ArrayDeque<Runnable>();
        Recorder recorder = recordings(archive('A'), held::add).begin(session(id, NOON), NOON);
        assertThat(recorder.output(HELLO, 0)).isTrue();
        recorder.writeSoon();
        assertThat(recorder.flows()).isTrue();

        clock.advance(Duration.ofSeconds(6));
        assertThat(recorder.flows()).isFalse();
        assertThat(recorder.trouble()).contains(new Trouble.Unwritten(NOON));

        held.remove().run();
        assertThat(recorder.flows()).isTrue();
        assertThat(recorder.trouble()).isEmpty();
    }

    @Test
    void what_waits_is_bounded_however_small_it_is() {
        UUID id = UUID.randomUUID();
        var held = new ArrayDeque<Runnable>();
        Recorder recorder = recordings(archive('A'), held::add).begin(session(id, NOON), NOON);
        Frame empty = Frame.empty(FrameKind.OUT);
        int passed = 0;
        while (recorder.flows()) {
            assertThat(recorder.output(empty, (long) passed * empty.length())).isTrue();
            passed++;
        }

        assertThat(passed).isEqualTo(1000);
        held.remove().run();
        assertThat(recorder.flows()).isTrue();
    }

    @Test
    void all_that_is_kept_counts_sizes_and_the_heads_of_frames_too() {
        Recorder recorder = recorder(UUID.randomUUID(), NOON);
        Frame size = Frame.size(new TerminalSize(80, 24));
        for (int i = 0; i < MOST / (Long.BYTES + size.length()); i++) {
            recorder.resized(size);
        }
        assertThat(recorder.trouble()).isEmpty();

        recorder.resized(size);

        assertThat(recorder.trouble()).containsInstanceOf(Trouble.Over.class);
    }

    @Test
    void one_that_is_damaged_keeps_no_other_from_being_closed() {
        UUID damaged = recorded('B', NOON);
        UUID good = recorded('A', NOON);
        clock.advance(Duration.ofMinutes(20));

        recordings().closeEnded();

        assertThat(archive('A').pieces(good, 0))
                .extracting(Piece::ending)
                .containsExactly(Ending.NONE, Ending.CUT);
        assertThat(archive('B').pieces(damaged, 0))
                .extracting(Piece::ending)
                .containsExactly(Ending.NONE);
        assertThat(archive('A').withoutEnd(clock.instant())).isEmpty();
    }

    private static int removed(OldRows rows, Instant limit) {
        return database.jdbi().inTransaction(db -> rows.deleteBefore(db, limit, 9));
    }

    private UUID recorded(char key, Instant endedAt) {
        UUID id = UUID.randomUUID();
        Recorder recorder = recordings(archive(key), HERE).begin(session(id, endedAt), NOON);
        assertThat(recorder.output(HELLO, 0)).isTrue();
        recorder.writeSoon();
        return id;
    }

    /** Of a session that has ended by now. */
    private Recorder recorder(UUID id, Instant endedAt) {
        return recordings().begin(session(id, endedAt), NOON);
    }

    private static UUID session(UUID id, Instant endedAt) {
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
        return id;
    }

    private List<RecordingPage> pages(UUID id) {
        var pages = new ArrayList<RecordingPage>();
        pages.add(page(id, Position.START));
        while (pages.getLast().next() != null) {
            pages.add(page(id, Position.of(pages.getLast().next())));
        }
        return pages;
    }

    private RecordingPage page(UUID id, Position from) {
        var bash =
                new SessionCommand(List.of("bash"), true, null, null, null, new TreeMap<>(), null);
        var cast = new Cast(WireJson.mapper(), bash, "web01", NOON);
        return recordings().page(id, from, cast, new Due(false, false));
    }

    private Recordings recordings() {
        return recordings(archive('A'), HERE);
    }

    private Recordings recordings(Archive archive, Executor threads) {
        var config = new RecordingConfig(true, MOST, KEPT);
        return new Recordings(archive, config, clock, nanos::get, threads, UUID::randomUUID);
    }

    /** By the letter that its key is of. */
    private Archive archive(char key) {
        String written = String.valueOf(key).repeat(43) + "=";
        EncryptionKey authority = EncryptionKey.of(new Secret(written));
        return new Archive(
                database.jdbi(),
                table,
                session -> authority.derived("recording of " + session),
                new SecureRandom());
    }

    @Test
    void no_piece_is_another_ones_of_the_same_bytes() {
        var events = List.of(new Event(1, HELLO));
        var piece = new Piece(new Progress(10, 1, 5), Ending.NONE, events);
        UUID id = UUID.randomUUID();

        var first = archive('A').sealed(id, 0, piece);
        var second = archive('A').sealed(id, 0, piece);

        assertThat(first.content()).as("under the same key").isNotEqualTo(second.content());
    }
}
