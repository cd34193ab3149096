package io.labctl.master.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.database.FreshDatabase;
import io.labctl.master.database.ServerRows;
import io.labctl.master.store.GzipJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each piece of work is delivered at most once and ends once. */
@Tag("database")
class WorkRepositoryIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final ServerName WEB = new ServerName("web01");
    private static final ServerName DB = new ServerName("db01");

    private final WorkRepository work = new WorkRepository(new GzipJson(WireJson.mapper()));

    @BeforeEach
    void twoServers() {
        database.jdbi()
                .useHandle(
                        db -> {
                            db.execute("DELETE FROM server");
                            ServerRows.add(db, "web01", "0a");
                            ServerRows.add(db, "db01", "0b");
                        });
    }

    @Test
    void the_oldest_is_fetched_first_and_by_its_own_server_only() {
        UUID second = asked(WEB, NOON.plusSeconds(1));
        UUID first = asked(WEB, NOON);

        assertThat(fetched(DB, NOON)).isEmpty();
        assertThat(fetched(WEB, NOON)).contains(first);
        assertThat(fetched(WEB, NOON)).contains(second);
        assertThat(fetched(WEB, NOON)).isEmpty();
    }

    @Test
    void of_many_who_come_at_once_each_gets_another_piece() throws Exception {
        int pieces = 40;
        List<UUID> asked =
                IntStream.range(0, pieces).mapToObj(i -> asked(WEB, NOON.plusMillis(i))).toList();
        List<UUID> got = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<UUID>> coming = this::fetchedUntilNoneIsLeft;
            List<Future<List<UUID>>> all = new ArrayList<>();
            IntStream.range(0, pieces).forEach(_ -> all.add(threads.submit(coming)));
            for (Future<List<UUID>> each : all) {
                got.addAll(each.get());
            }
        }
        // Who comes while all that is left is just being fetched goes without.
        got.addAll(fetchedUntilNoneIsLeft());

        assertThat(got).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void of_none_none_has_ended() {
        assertThat(ended()).isEmpty();
    }

    /** As a later labd writes it that knows more kinds of results. */
    @Test
    void a_result_that_this_labd_does_not_know_fails_that_work_alone() {
        UUID strange = asked(WEB, NOON);
        UUID damaged = asked(WEB, NOON);
        UUID known = asked(WEB, NOON);
        var refused = new WorkRepository.Ended(known, new WorkEnd.Refused("no"));
        IntStream.range(0, 3).forEach(_ -> fetched(WEB, NOON));
        ends(WEB, refused);
        stored(strange, GzipJson.compress("{\"state\":\"postponed\"}".getBytes(UTF_8)));
        stored(damaged, new byte[] {1, 2, 3});

        var notKnown = new WorkEnd.Failed("answered something that this labd does not know");
        assertThat(ended(strange, damaged, known))
                .containsExactlyInAnyOrder(
                        new WorkRepository.Ended(strange, notKnown),
                        new WorkRepository.Ended(damaged, notKnown),
                        refused);
    }

    /** Its agent refuses it then, as any other that it does not understand. */
    @Test
    void work_that_cannot_be_read_is_handed_out_empty() {
        UUID id = asked(WEB, NOON);
        database.jdbi().useHandle(db -> db.execute("UPDATE work SET action = '{'"));

        Optional<WorkRepository.Fetched> fetched =
                database.jdbi().inTransaction(db -> work.fetch(db, WEB, NOON));

        assertThat(fetched)
                .hasValueSatisfying(
                        item -> {
                            assertThat(item.id()).isEqualTo(id);
                            assertThat(item.action().isEmpty()).isTrue();
                        });
    }

    @Test
    void what_is_overdue_is_fetched_no_more_and_ends_by_whether_it_was_fetched() {
        UUID fetched = asked(WEB, NOON);
        fetched(WEB, NOON);
        UUID left = asked(WEB, NOON);
        Instant late = NOON.plusSeconds(30);

        assertThat(fetched(WEB, late)).isEmpty();
        List<JustEnded> ended = database.jdbi().inTransaction(db -> work.endOverdue(db, late));

        assertThat(ended).extracting(JustEnded::id).containsExactlyInAnyOrder(fetched, left);
        assertThat(ended(fetched, left))
                .containsExactlyInAnyOrder(
                        new WorkRepository.Ended(fetched, new WorkEnd.AgentLost(null)),
                        new WorkRepository.Ended(left, new WorkEnd.Expired()));
    }

    @Test
    void it_ends_once_and_only_by_the_server_that_has_fetched_it() {
        UUID id = asked(WEB, NOON);
        var failed = new WorkRepository.Ended(id, new WorkEnd.Failed("no room"));

        assertThat(ends(WEB, failed)).as("not fetched yet").isFalse();
        fetched(WEB, NOON);
        assertThat(ends(DB, failed)).as("another server").isFalse();
        assertThat(ends(WEB, failed)).isTrue();
        assertThat(ends(WEB, new WorkRepository.Ended(id, new WorkEnd.Refused("later")))).isFalse();
        assertThat(ended(id)).containsExactly(failed);
    }

    @Test
    void only_servers_for_which_something_waits_are_awaited() {
        asked(WEB, NOON);
        asked(DB, NOON);
        fetched(DB, NOON);

        assertThat(awaited(NOON)).containsExactly(WEB);
        assertThat(awaited(NOON.plusSeconds(30))).isEmpty();
    }

    @Test
    void old_work_is_deleted_a_few_at_a_time_and_with_its_server() {
        asked(WEB, NOON);
        asked(WEB, NOON);
        asked(DB, NOON);
        Instant later = NOON.plus(Duration.ofDays(1));
        database.jdbi().useTransaction(db -> work.endOverdue(db, NOON.plusSeconds(30)));

        assertThat(deletedBefore(NOON, 2)).isZero();
        database.jdbi().useHandle(db -> db.execute("DELETE FROM server WHERE name = 'db01'"));

        assertThat(deletedBefore(later, 1)).isEqualTo(1);
        assertThat(deletedBefore(later, 9)).isEqualTo(1);
    }

    @Test
    void what_goes_on_is_kept_however_long_ago_it_was_asked_until_so_long_after_its_end() {
        UUID id = asked(WEB, NOON);
        fetched(WEB, NOON);
        Instant muchLater = NOON.plus(Duration.ofDays(100));

        assertThat(deletedBefore(muchLater, 9)).isZero();
        database.jdbi().useTransaction(db -> work.endOverdue(db, muchLater));

        assertThat(deletedBefore(muchLater, 9)).isZero();
        assertThat(ended(id)).hasSize(1);
        assertThat(deletedBefore(muchLater.plusSeconds(1), 9)).isEqualTo(1);
    }

    private UUID asked(ServerName server, Instant at) {
        UUID id = UUID.randomUUID();
        var action = new Action.ShowResources("user", "root");
        var asked = new Asked(id, server, action, "ann", at, NOON.plusSeconds(30));
        database.jdbi().useTransaction(db -> work.insert(db, asked));
        return id;
    }

    private Optional<UUID> fetched(ServerName server, Instant now) {
        return database.jdbi()
                .inTransaction(db -> work.fetch(db, server, now))
                .map(WorkRepository.Fetched::id);
    }

    private List<UUID> fetchedUntilNoneIsLeft() {
        return Stream.generate(() -> fetched(WEB, NOON))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }

    private static void stored(UUID id, byte[] result) {
        database.jdbi()
                .useHandle(
                        db ->
                                db.createUpdate(
                                                """
                                                UPDATE work
                                                   SET ended_at = now(),
                                                       state = 'done',
                                                       result = :result
                                                 WHERE id = :id
                                                """)
                                        .bind("id", id)
                                        .bind("result", result)
                                        .execute());
    }

    private List<WorkRepository.Ended> ended(UUID... ids) {
        return database.jdbi().withHandle(db -> work.ended(db, List.of(ids)));
    }

    private List<ServerName> awaited(Instant now) {
        return database.jdbi().withHandle(db -> work.awaited(db, now));
    }

    private int deletedBefore(Instant limit, int most) {
        return database.jdbi().withHandle(db -> work.deleteBefore(db, limit, most));
    }

    private boolean ends(ServerName server, WorkRepository.Ended end) {
        return database.jdbi().inTransaction(db -> work.end(db, server, end, NOON)).isPresent();
    }
}
