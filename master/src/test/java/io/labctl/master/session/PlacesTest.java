package io.labctl.master.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import io.labctl.master.ca.Serial;
import io.labctl.master.site.FakeClock;
import io.labctl.master.work.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final UUID SESSION = new UUID(0, 1);
    private static final Serial ADMIN = new Serial("0a");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final FakeClock clock = new FakeClock(Instant.EPOCH);
    private final Places places = new Places(clock);

    @Test
    void whoever_comes_to_a_session_comes_to_the_same_place() {
        assertThat(visit()).isSameAs(visit()).isSameAs(places.of(SESSION));
    }

    @Test
    void where_nobody_can_come_any_more_another_meeting_takes_place() {
        Place spent = visit();
        spent.meeting().end("{}");

        assertThat(visit()).isNotSameAs(spent);
        places.leave(spent);
        assertThat(places.find(SESSION)).as("that one stays").isPresent();
    }

    @Test
    void a_place_to_which_nobody_came_in_time_is_left() {
        Place place = visit();
        assertThat(places.leaveEmpty(place)).isFalse();

        clock.advance(LONG);

        assertThat(places.leaveEmpty(place)).isTrue();
        assertThatThrownBy(() -> places.of(SESSION)).isInstanceOf(NotFound.class);
    }

    @Test
    void one_to_which_somebody_has_just_come_is_not_left() {
        Place place = visit();
        clock.advance(LONG);
        assertThat(place.isEmpty(clock.instant())).isTrue();

        visit();

        assertThat(places.leaveEmpty(place)).isFalse();
        assertThat(places.of(SESSION)).isSameAs(place);
    }

    @Test
    void one_in_which_somebody_reads_is_not_left() {
        Place place = visit();
        assertThat(place.meeting().callerReads(0, ADMIN)).isPresent();

        clock.advance(LONG);

        assertThat(places.leaveEmpty(place)).isFalse();
    }

    @Test
    void one_that_is_met_elsewhere_is_left_unless_somebody_has_come_since() {
        Place.Seen before = visit().seen();
        Place place = visit();

        assertThat(places.leaveMoved(before)).isFalse();
        assertThat(places.of(SESSION)).isSameAs(place);

        assertThat(places.leaveMoved(place.seen())).isTrue();
        assertThat(places.find(SESSION)).isEmpty();
    }

    @Test
    void whose_agent_does_not_come_is_turned_away_for_a_while() {
        places.giveUp(visit());

        assertThatThrownBy(this::visit).isInstanceOf(Unavailable.class);
        clock.advance(LONG);
        assertThat(visit()).isNotNull();
    }

    @Test
    void nobody_comes_to_a_labd_that_stops() {
        Place open = visit();

        assertThat(places.close()).containsExactly(open);

        assertThat(open.meeting().isSpent()).isTrue();
        assertThatThrownBy(this::visit)
                .isInstanceOf(Unavailable.class)
                .hasMessage("labd is stopping");
        assertThatThrownBy(() -> places.find(SESSION)).isInstanceOf(Unavailable.class);
        assertThat(places.all()).isEmpty();
    }

    /** As when it stops while somebody is just coming. */
    @Test
    void who_comes_while_labd_stops_leaves_nothing_behind() {
        assertThatThrownBy(
                        () ->
                                places.visit(
                                        SESSION,
                                        () -> {
                                            places.close();
                                            return meeting();
                                        }))
                .isInstanceOf(Unavailable.class);

        assertThat(places.all()).isEmpty();
    }

    private Place visit() {
        return places.visit(SESSION, PlacesTest::meeting);
    }

    private static Meeting meeting() {
        return new Meeting(SESSION, () -> 1, new Rows(Traffic.NONE, null));
    }
}
