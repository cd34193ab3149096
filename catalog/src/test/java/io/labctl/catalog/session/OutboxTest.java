package io.labctl.catalog.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.session.Outbox.Overflow;
import io.labctl.catalog.session.Outbox.Sending;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Frame ONE = Frame.text(FrameKind.OUT, "one");
    private static final Frame TWO = Frame.text(FrameKind.OUT, "two");
    private static final Frame THREE = Frame.text(FrameKind.OUT, "three");

    private final Outbox outbox = new Outbox(ONE.length() + TWO.length(), Overflow.WAIT);
    private final Outbox dropping = new Outbox(ONE.length() + TWO.length(), Overflow.DROP);

    @Test
    void frames_are_sent_in_their_order_each_from_its_place() throws Exception {
        outbox.put(ONE);
        outbox.put(TWO);

        assertThat(now(outbox, 0)).isEqualTo(new Sending.Next(ONE, 0, 0));
        assertThat(now(outbox, ONE.length())).isEqualTo(new Sending.Next(TWO, ONE.length(), 3));
        assertThat(now(outbox, ONE.length() + TWO.length())).isEqualTo(new Sending.Silence());
    }

    @Test
    void of_small_frames_no_more_are_kept_than_the_memory_has_room_for() throws Exception {
        var wide = new Outbox(1024 * 1024, Overflow.DROP);
        for (int i = 0; i < 10_000; i++) {
            wide.put(ONE);
        }

        assertThat(now(wide, 0)).isEqualTo(new Sending.Next(ONE, 1808L * ONE.length(), 1808 * 3));
        wide.close();
        assertThat(now(wide, 10_000L * ONE.length()))
                .isEqualTo(new Sending.Over(10_000L * ONE.length(), 30_000));
    }

    @Test
    void what_is_not_acknowledged_can_be_sent_again() throws Exception {
        outbox.put(ONE);
        outbox.put(TWO);
        now(outbox, ONE.length());

        assertThat(now(outbox, 0)).isEqualTo(new Sending.Next(ONE, 0, 0));
    }

    @Test
    void a_full_window_holds_up_whoever_brings_more() throws Exception {
        outbox.put(ONE);
        outbox.put(TWO);
        Thread writer = writing(outbox, THREE);
        await().until(() -> writer.getState() == Thread.State.WAITING);

        outbox.acknowledged(ONE.length() - 1);
        assertThat(now(outbox, 0)).isEqualTo(new Sending.Next(ONE, 0, 0));
        outbox.acknowledged(ONE.length() + TWO.length());
        writer.join();

        assertThat(now(outbox, ONE.length() + TWO.length()))
                .isEqualTo(new Sending.Next(THREE, ONE.length() + TWO.length(), 6));
    }

    @Test
    void a_signal_does_not_wait_behind_a_full_window() throws Exception {
        Frame signal = Frame.text(FrameKind.SIGNAL, "INT");
        outbox.put(ONE);
        outbox.put(TWO);

        outbox.put(signal);

        assertThat(now(outbox, ONE.length() + TWO.length()))
                .isEqualTo(new Sending.Next(signal, ONE.length() + TWO.length(), 6));
    }

    @Test
    void one_frame_larger_than_the_window_goes_through_alone() throws Exception {
        var narrow = new Outbox(1, Overflow.WAIT);

        assertThat(narrow.put(THREE)).isTrue();
        assertThat(now(narrow, 0)).isEqualTo(new Sending.Next(THREE, 0, 0));
    }

    @Test
    void one_that_drops_gives_the_oldest_that_is_left() throws Exception {
        dropping.put(ONE);
        dropping.put(TWO);
        dropping.put(THREE);

        assertThat(now(dropping, 0))
                .isEqualTo(new Sending.Next(THREE, ONE.length() + TWO.length(), 6));
    }

    @Test
    void one_that_drops_keeps_what_has_arrived_for_who_comes_next() throws Exception {
        dropping.put(ONE);
        dropping.put(TWO);
        dropping.acknowledged(ONE.length() + TWO.length());

        assertThat(dropping.awaitArrival(Duration.ZERO)).isTrue();
        assertThat(now(dropping, 0)).isEqualTo(new Sending.Next(ONE, 0, 0));
        dropping.put(THREE);
        assertThat(dropping.awaitArrival(Duration.ZERO)).isFalse();
    }

    @Test
    void a_closed_one_takes_no_more_and_gives_what_it_has() throws Exception {
        outbox.put(ONE);

        outbox.close();

        assertThat(outbox.put(TWO)).isFalse();
        assertThat(now(outbox, 0)).isEqualTo(new Sending.Next(ONE, 0, 0));
        assertThat(now(outbox, ONE.length())).isEqualTo(new Sending.Over(ONE.length(), 3));
    }

    @Test
    void closing_lets_go_of_whoever_waits_for_room() throws Exception {
        outbox.put(ONE);
        outbox.put(TWO);
        Thread writer = writing(outbox, THREE);
        await().until(() -> writer.getState() == Thread.State.WAITING);

        outbox.close();

        assertThat(writer.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void all_has_arrived_when_it_was_acknowledged() throws Exception {
        outbox.put(ONE);

        assertThat(outbox.awaitArrival(Duration.ZERO)).isFalse();
        outbox.acknowledged(ONE.length());
        assertThat(outbox.awaitArrival(Duration.ofSeconds(10))).isTrue();
    }

    private static Sending now(Outbox outbox, long place) throws InterruptedException {
        return outbox.next(place, Duration.ZERO);
    }

    private static Thread writing(Outbox outbox, Frame frame) {
        return Thread.ofVirtual().start(() -> put(outbox, frame));
    }

    private static void put(Outbox outbox, Frame frame) {
        try {
            outbox.put(frame);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
