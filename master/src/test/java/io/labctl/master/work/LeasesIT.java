package io.labctl.master.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Action;
import io.labctl.master.ca.Serial;
import io.labctl.master.database.FreshDatabase;
import io.labctl.master.database.ServerRows;
import io.labctl.master.identity.Caller;
import io.labctl.master.site.FakeClock;
import io.labctl.master.store.GzipJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** For how long an agent that has a command may be silent. */
@Tag("database")
class LeasesIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final ServerName WEB = new ServerName("web01");
    private static final Caller.Agent AGENT =
            new Caller.Agent(AgentId.parse("lab://agent/c/e/web01"), new Serial("0a"));
    private static final Duration A_DAY = Duration.ofDays(1);

    private final GzipJson stored = new GzipJson(WireJson.mapper());
    private final FakeClock clock = new FakeClock(NOON);
    private final WorkRepository work = new WorkRepository(stored);
    private final Leases leases =
            new Leases(
                    database.jdbi(), new LeaseRepository(), new SessionRepository(stored), clock);

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
    void one_with_a_caller_two_minutes_from_when_it_was_heard_of() {
        UUID id = received(false);
        assertThat(until(id)).isEqualTo(NOON.plus(Leases.USUAL));

        clock.advance(Duration.ofSeconds(100));
        leases.renew(AGENT, List.of(id));

        assertThat(until(id)).isEqualTo(NOON.plusSeconds(100).plus(Leases.USUAL));
    }

    @Test
    void one_of_a_detached_command_a_day() {
        UUID id = received(true);
        assertThat(until(id)).isEqualTo(NOON.plus(A_DAY));

        clock.advance(Duration.ofHours(20));
        leases.renew(AGENT, List.of(id));

        assertThat(until(id)).isEqualTo(NOON.plusSeconds(20 * 3600).plus(A_DAY));
    }

    @Test
    void a_receipt_is_said_twice_and_never_of_what_was_given_to_nobody() {
        UUID id = received(false);
        leases.receive(AGENT, id);

        assertThatThrownBy(() -> leases.receive(AGENT, asked(false))).isInstanceOf(Conflict.class);
    }

    private UUID received(boolean detached) {
        UUID id = asked(detached);
        database.jdbi().useTransaction(db -> assertThat(work.fetch(db, WEB, NOON)).isPresent());
        leases.receive(AGENT, id);
        return id;
    }

    private UUID asked(boolean detached) {
        UUID id = UUID.randomUUID();
        var command =
                new SessionCommand(List.of("cat"), true, null, null, null, new TreeMap<>(), null);
        var action = new Action.Session(command, detached, null);
        var asked = new Asked(id, WEB, action, "ann", NOON, NOON.plusSeconds(30));
        database.jdbi().useTransaction(db -> work.insert(db, asked));
        return id;
    }

    private static Instant until(UUID id) {
        return database.jdbi()
                .withHandle(
                        db ->
                                db.createQuery("SELECT until FROM work WHERE id = :id")
                                        .bind("id", id)
                                        .mapTo(Instant.class)
                                        .one());
    }
}
