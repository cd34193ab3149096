package io.labctl.master.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Conflict;
import io.labctl.master.ca.Serial;
import io.labctl.master.work.Traffic;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who may come to a meeting; what passes there, the tests of the whole labd show. */
class MeetingTest {
    private static final UUID SESSION = new UUID(0, 1);
    private static final Serial ADMIN = new Serial("0a");
    private static final Serial WEB = new Serial("0b");

    private final AtomicLong turns = new AtomicLong(1);
    private final Meeting meeting =
            new Meeting(SESSION, turns::getAndIncrement, new Rows(Traffic.NONE, null));

    @Test
    void an_agent_comes_only_to_a_caller() {
        assertThat(meeting.agentReads(Set.of(WEB))).isEmpty();
        assertThat(meeting.isWaiting()).isFalse();

        assertThat(meeting.callerReads(0, ADMIN)).isPresent();
        assertThat(meeting.isWaiting()).isTrue();

        assertThat(meeting.agentReads(Set.of(WEB))).isPresent();
        assertThat(meeting.isWaiting()).isFalse();
    }

    @Test
    void what_is_brought_belongs_to_the_turn_that_is_open() {
        assertThat(meeting.callerReads(0, ADMIN)).isPresent();
        assertThat(meeting.agentReads(Set.of(WEB))).isPresent();
        assertThat(meeting.agentWrites(2, Set.of(WEB), _ -> {})).isNotNull();

        assertThat(meeting.callerReads(0, ADMIN)).isPresent();

        assertThatThrownBy(() -> meeting.agentWrites(2, Set.of(WEB), _ -> {}))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> meeting.callerWrites(1, Set.of(ADMIN)))
                .isInstanceOf(Conflict.class);
        assertThat(meeting.callerWrites(3, Set.of(ADMIN))).isNotNull();
        assertThatThrownBy(() -> meeting.callerWrites(3, Set.of(ADMIN)))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void nobody_comes_to_one_that_is_over() {
        assertThat(meeting.callerReads(0, ADMIN)).isPresent();
        meeting.end("{}");

        assertThat(meeting.isSpent()).isTrue();
        assertThat(meeting.hasCaller()).isFalse();
        assertThat(meeting.agentReads(Set.of(WEB))).isEmpty();
        assertThat(meeting.callerReads(0, ADMIN)).isEmpty();
        assertThat(meeting.callerWrites(1, Set.of(ADMIN))).as("of who has read it").isNotNull();
    }

    @Test
    void one_that_is_prepared_has_what_came_before_its_caller() {
        var prepared =
                Meeting.prepared(
                        SESSION, turns::getAndIncrement, new Rows(Traffic.NONE, null), ADMIN);
        assertThat(prepared.agentReads(Set.of(WEB))).isPresent();
        prepared.end("{}");

        assertThat(prepared.isSpent()).isFalse();
        assertThat(prepared.callerReads(0, ADMIN)).isPresent();
        assertThat(prepared.isSpent()).isTrue();
    }

    @Test
    void one_whose_caller_had_time_and_did_not_come_has_none() {
        var prepared =
                Meeting.prepared(
                        SESSION, turns::getAndIncrement, new Rows(Traffic.NONE, null), ADMIN);

        prepared.giveUpPrepared();

        assertThat(prepared.hasCaller()).isFalse();
        assertThat(prepared.agentReads(Set.of(WEB))).isEmpty();
    }

    @Test
    void who_came_with_a_certificate_that_is_revoked_goes() {
        assertThat(meeting.callerReads(0, ADMIN)).isPresent();
        assertThat(meeting.agentReads(Set.of(WEB))).isPresent();
        assertThat(meeting.certificates()).containsExactlyInAnyOrder(ADMIN, WEB);

        meeting.cut(Set.of(WEB));
        assertThat(meeting.isWaiting()).isTrue();

        meeting.cut(Set.of(ADMIN));
        assertThat(meeting.hasCaller()).isFalse();
        assertThat(meeting.certificates()).isEmpty();
    }

    @Test
    void who_brought_with_a_certificate_that_is_revoked_goes_too() {
        Serial other = new Serial("0c");
        assertThat(meeting.callerReads(0, ADMIN)).isPresent();
        assertThat(meeting.callerWrites(1, Set.of(other))).isNotNull();
        assertThat(meeting.certificates()).containsExactlyInAnyOrder(ADMIN, other);

        meeting.cut(Set.of(other));

        assertThat(meeting.hasCaller()).isFalse();
    }

    @Test
    void who_came_by_way_of_a_labd_goes_with_its_certificate() {
        Serial labd = new Serial("0d");
        assertThat(meeting.callerReads(0, ADMIN)).isPresent();
        assertThat(meeting.agentReads(Set.of(WEB, labd))).isPresent();

        meeting.cut(Set.of(labd));

        assertThat(meeting.isWaiting()).isTrue();
        assertThat(meeting.certificates()).containsExactly(ADMIN);
    }
}
