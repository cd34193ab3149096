package io.labctl.master.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Vitals;
import io.labctl.master.database.FreshDatabase;
import io.labctl.master.database.ServerRows;
import io.labctl.master.site.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class ChannelsIT {
    private static final ServerName WEB = new ServerName("web01");
    private static final Vitals LOADED =
            new Vitals(
                    17.5,
                    new Vitals.Amount(4L << 30, 1L << 20),
                    new Vitals.Amount(9L << 30, 0),
                    new Vitals.Run(Instant.EPOCH, RunOutcome.FAILED),
                    null);
    private static final Vitals AT_REST = new Vitals(0.0, null, null, null, null);

    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final FakeClock clock = new FakeClock(start);
    private final UUID replica = UUID.randomUUID();
    private final Channels channels = channels(replica);

    @BeforeEach
    void one_server() {
        database.jdbi()
                .useHandle(
                        db -> {
                            db.execute("DELETE FROM server");
                            db.execute("DELETE FROM replica");
                            ServerRows.add(db, "web01", "0a");
                        });
    }

    @Test
    void an_agent_that_never_polled_has_no_channel() {
        channels.write();

        assertThat(channels.state(WEB)).isEmpty();
        assertThat(channels.states()).isEmpty();
    }

    @Test
    void it_is_open_as_long_as_a_poll_is_parked() {
        channels.parked(WEB);
        channels.write();

        clock.advance(Duration.ofHours(5));
        channels.write();

        assertThat(channels.state(WEB))
                .hasValueSatisfying(
                        state -> {
                            assertThat(state.isOpen()).isTrue();
                            assertThat(state.since()).isEqualTo(start);
                            assertThat(state.lastSeen()).isAfterOrEqualTo(start);
                        });
        assertThat(channels.states()).containsOnlyKeys(WEB);
    }

    @Test
    void the_next_poll_has_to_come_in_time() {
        channels.parked(WEB);
        channels.ended(WEB);
        channels.write();
        clock.advance(Channels.PATIENCE.minusMillis(1));
        channels.write();
        assertThat(isOpen()).isTrue();

        clock.advance(Duration.ofMillis(1));
        channels.write();

        assertThat(channels.state(WEB))
                .contains(
                        new ChannelState(
                                false,
                                start.plus(Channels.PATIENCE),
                                start.plus(Channels.PATIENCE)));
    }

    @Test
    void one_that_comes_in_time_is_no_news() {
        channels.parked(WEB);
        channels.write();
        channels.ended(WEB);
        clock.advance(Duration.ofSeconds(5));
        channels.parked(WEB);
        clock.advance(Duration.ofHours(1));
        channels.write();

        assertThat(channels.state(WEB).orElseThrow().since()).isEqualTo(start);
    }

    @Test
    void one_that_says_goodbye_is_gone_at_once() {
        channels.parked(WEB);
        channels.write();

        channels.left(WEB);
        channels.write();

        assertThat(channels.state(WEB)).contains(new ChannelState(false, start, start));
    }

    @Test
    void what_this_labd_loses_may_be_open_at_another_by_then() {
        Channels other = channels(UUID.randomUUID());
        channels.parked(WEB);
        channels.write();
        channels.ended(WEB);

        other.parked(WEB);
        other.write();
        clock.advance(Channels.PATIENCE);
        channels.write();

        assertThat(isOpen()).isTrue();
    }

    @Test
    void at_a_labd_that_died_it_is_lost_since_that_was_last_seen() {
        clock.advance(Duration.ofMinutes(-5));
        channels.parked(WEB);
        channels.write();
        database.jdbi()
                .useHandle(
                        db ->
                                db.execute(
                                        "UPDATE replica SET seen_at = now() - INTERVAL '11 seconds'"));

        assertThat(isOpen()).isFalse();
        assertThat(channels.state(WEB).orElseThrow().since())
                .isBetween(start.minusSeconds(60), Instant.now().minusSeconds(10));

        channels.write();
        assertThat(isOpen()).isTrue();
    }

    @Test
    void a_server_that_was_deleted_has_none_and_keeps_no_other_from_theirs() {
        channels.parked(new ServerName("deleted"));
        channels.parked(WEB);
        channels.write();

        assertThat(channels.states()).containsOnlyKeys(WEB);
    }

    @Test
    void one_that_was_elsewhere_for_a_moment_is_written_down_again() {
        Channels other = channels(UUID.randomUUID());
        channels.parked(WEB);
        channels.write();
        other.parked(WEB);
        other.write();

        other.left(WEB);
        other.write();
        for (int round = 0; round < 10; round++) {
            channels.write();
        }

        assertThat(isOpen()).isTrue();
    }

    @Test
    void so_is_one_whose_server_was_deleted_and_has_joined_again() {
        channels.parked(WEB);
        channels.write();
        database.jdbi()
                .useHandle(
                        db -> {
                            db.execute("DELETE FROM server");
                            ServerRows.add(db, "web01", "0b");
                        });

        for (int round = 0; round < 10; round++) {
            channels.write();
        }

        assertThat(isOpen()).isTrue();
    }

    @Test
    void what_an_agent_says_of_its_machine_is_known_at_once_here_and_soon_elsewhere() {
        Channels other = channels(UUID.randomUUID());
        channels.parked(WEB);
        channels.said(WEB, LOADED);
        assertThat(channels.reading(WEB)).contains(new Reading(LOADED, start));
        assertThat(other.reading(WEB)).isEmpty();

        channels.write();

        assertThat(other.reading(WEB)).contains(new Reading(LOADED, start));
    }

    @Test
    void what_it_says_later_is_written_now_and_then_and_not_each_time() {
        Channels other = channels(UUID.randomUUID());
        channels.parked(WEB);
        channels.said(WEB, LOADED);
        channels.write();
        clock.advance(Duration.ofSeconds(25));
        channels.said(WEB, AT_REST);

        channels.write();
        assertThat(other.reading(WEB)).contains(new Reading(LOADED, start));
        for (int round = 0; round < Channels.ROUNDS_UNTIL_VITALS; round++) {
            channels.write();
        }

        assertThat(other.reading(WEB)).contains(new Reading(AT_REST, start.plusSeconds(25)));
    }

    @Test
    void what_it_said_here_before_it_went_elsewhere_hides_nothing_newer() {
        Channels other = channels(UUID.randomUUID());
        channels.parked(WEB);
        channels.said(WEB, LOADED);
        channels.write();
        clock.advance(Duration.ofSeconds(25));
        other.parked(WEB);
        other.said(WEB, AT_REST);
        other.write();

        channels.left(WEB);
        channels.write();

        assertThat(channels.reading(WEB)).contains(new Reading(AT_REST, start.plusSeconds(25)));
    }

    @Test
    void what_an_agent_said_last_is_known_when_it_has_gone() {
        channels.parked(WEB);
        channels.said(WEB, LOADED);
        channels.write();
        clock.advance(Duration.ofSeconds(25));
        channels.said(WEB, AT_REST);

        channels.left(WEB);
        channels.write();

        assertThat(channels.reading(WEB)).contains(new Reading(AT_REST, start.plusSeconds(25)));
    }

    private boolean isOpen() {
        return channels.state(WEB).orElseThrow().isOpen();
    }

    private Channels channels(UUID at) {
        return new Channels(database.jdbi(), new ChannelRepository(WireJson.mapper()), at, clock);
    }
}
