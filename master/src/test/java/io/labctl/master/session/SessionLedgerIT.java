package io.labctl.master.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Action;
import io.labctl.master.database.FreshDatabase;
import io.labctl.master.database.ServerRows;
import io.labctl.master.store.GzipJson;
import io.labctl.master.work.SessionRepository;
import io.labctl.master.work.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is written down of how much went through a session. */
@Tag("database")
class SessionLedgerIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final SessionLedger ledger =
            new SessionLedger(
                    database.jdbi(), new SessionRepository(new GzipJson(WireJson.mapper())));
    private final Rows rows = new Rows(Traffic.NONE, null);

    @BeforeAll
    static void a_server_has_joined() {
        database.jdbi().useHandle(db -> ServerRows.add(db, "web01", "0a"));
    }

    @Test
    void where_nothing_went_through_it_stays_unknown_how_much_there_was() {
        Place place = place();

        ledger.count(place);

        assertThat(traffic(place)).isEmpty();
    }

    @Test
    void what_went_through_before_a_loss_is_kept() {
        Place place = place();
        rows.outputStartsFrom(0);
        assertThat(rows.written(Frame.text(FrameKind.OUT, "hello\n"))).isTrue();

        ledger.count(place);
        ledger.count(place);

        assertThat(traffic(place)).map(Traffic::bytesOut).contains(6L);
    }

    @Test
    void nothing_is_what_there_was_when_the_end_came_through_too() {
        Place place = place();

        ledger.countWhole(place);

        assertThat(traffic(place)).contains(Traffic.NONE);
    }

    private Optional<Traffic> traffic(Place place) {
        return ledger.find(place.id()).map(left -> left.traffic());
    }

    private Place place() {
        var id = UUID.randomUUID();
        var command =
                new SessionCommand(List.of("ls"), false, null, null, null, new TreeMap<>(), null);
        String action =
                WireJson.mapper().writeValueAsString(new Action.Session(command, false, null));
        database.jdbi()
                .useHandle(
                        db ->
                                db.execute(
                                        """
                                        INSERT INTO work (id, server, action, asked_by, asked_at,
                                                          until)
                                        VALUES (?, 'web01', ?, 'ann', ?, ?)
                                        """,
                                        id,
                                        action,
                                        NOON,
                                        NOON));
        return new Place(id, new Meeting(id, () -> 1, rows), NOON);
    }
}
