package io.labctl.master.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.master.site.FakeClock;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class InwardTest {
    private static final Duration LONG = Duration.ofSeconds(46);

    private final FakeClock clock = new FakeClock(Instant.EPOCH);
    private final List<Inward> ended = new ArrayList<>();
    private final FakePieces pieces = new FakePieces();
    private final Inward inward =
            new Inward(
                    HttpHeaders.of(Map.of("Lab-Turn", List.of("7")), (_, _) -> true),
                    clock,
                    ended::add);

    /** The other labd's connection. */
    private static final class FakePieces implements Flow.Subscription {
        private long asked;
        private boolean cancelled;

        @Override
        public void request(long count) {
            asked += count;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    @Test
    void the_next_piece_is_asked_for_when_there_is_room_for_it() {
        inward.onSubscribe(pieces);
        inward.onNext(List.of(Frame.text(FrameKind.IN, "ls\n").encoded()));

        assertThat(pieces.asked).isEqualTo(2);
        assertThat(inward.turn()).isEqualTo("7");
    }

    @Test
    void no_piece_is_asked_for_without_room_and_one_when_there_is_again() {
        inward.onSubscribe(pieces);
        inward.onNext(List.of(large()));
        assertThat(pieces.asked).isEqualTo(1);

        inward.roomAgain();
        inward.roomAgain();

        assertThat(pieces.asked).isEqualTo(2);
    }

    @Test
    void a_labd_that_is_asked_and_says_nothing_for_long_is_silent() {
        inward.onSubscribe(pieces);
        assertThat(inward.isSilent(clock.instant())).isFalse();

        clock.advance(LONG);

        assertThat(inward.isSilent(clock.instant())).isTrue();
        inward.onNext(List.of(Frame.empty(FrameKind.ALIVE).encoded()));
        assertThat(inward.isSilent(clock.instant())).isFalse();
    }

    @Test
    void nobody_is_silent_who_is_not_listened_to() {
        inward.onSubscribe(pieces);
        inward.onNext(List.of(large()));

        clock.advance(LONG);

        assertThat(inward.isSilent(clock.instant())).isFalse();
        inward.roomAgain();
        assertThat(inward.isSilent(clock.instant())).as("it has its time from now").isFalse();
    }

    @Test
    void what_nobody_reads_any_more_is_not_asked_for() {
        inward.onSubscribe(pieces);

        inward.cut();
        inward.cut();
        inward.onNext(List.of(Frame.empty(FrameKind.ALIVE).encoded()));

        assertThat(pieces.cancelled).isTrue();
        assertThat(pieces.asked).isEqualTo(1);
        assertThat(ended).containsExactly(inward);
    }

    @Test
    void who_went_before_it_began_is_not_waited_for() {
        inward.end();

        inward.onSubscribe(pieces);

        assertThat(pieces.cancelled).isTrue();
    }

    @Test
    void what_has_come_to_its_end_is_not_broken_off() {
        inward.onSubscribe(pieces);

        inward.onComplete();

        assertThat(pieces.cancelled).as("its connection may serve others by now").isFalse();
        assertThat(ended).containsExactly(inward);
    }

    @Test
    void what_is_no_frame_ends_it() {
        inward.onSubscribe(pieces);

        inward.onNext(List.of(ByteBuffer.wrap(new byte[] {99, 0, 0, 0, 0})));

        assertThat(pieces.cancelled).isTrue();
    }

    private static ByteBuffer large() {
        return Frame.of(FrameKind.IN, ByteBuffer.allocate(Frame.LARGEST)).encoded();
    }
}
