package io.labctl.master.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutwardTest {
    private static final Frame HELLO = Frame.text(FrameKind.OUT, "hello");
    private static final Frame END = Frame.text(FrameKind.END, "{}");
    private static final Frame LARGE = Frame.of(FrameKind.OUT, ByteBuffer.allocate(Frame.LARGEST));

    private final Outward outward = new Outward("7", true);
    private final FakeLabd labd = new FakeLabd();

    /** The other labd's connection; takes as much as it has asked for. */
    private static final class FakeLabd implements Flow.Subscriber<ByteBuffer> {
        private final List<ByteBuffer> taken = new ArrayList<>();
        private Flow.@Nullable Subscription frames;
        private boolean complete;
        private @Nullable Throwable broken;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            frames = subscription;
        }

        void wants(long count) {
            if (frames == null) {
                throw new AssertionError("nothing was subscribed to");
            }
            frames.request(count);
        }

        @Override
        public void onNext(ByteBuffer item) {
            taken.add(item);
        }

        @Override
        public void onError(Throwable why) {
            broken = why;
        }

        @Override
        public void onComplete() {
            complete = true;
        }
    }

    @Test
    void it_is_wanted_when_the_other_labd_begins_to_read() {
        assertThat(outward.wanted()).isNotDone();

        outward.subscribe(labd);

        assertThat(outward.wanted()).isDone();
    }

    @Test
    void frames_wait_until_the_other_labd_wants_them() {
        outward.subscribe(labd);
        assertThat(outward.take(HELLO)).isTrue();
        assertThat(labd.taken).isEmpty();

        labd.wants(1);

        assertThat(labd.taken).containsExactly(HELLO.encoded());
    }

    @Test
    void no_more_is_taken_while_much_waits() {
        outward.subscribe(labd);

        assertThat(outward.take(LARGE)).isTrue();
        assertThat(outward.take(LARGE)).isFalse();
        labd.wants(2);

        assertThat(labd.taken).hasSize(2);
        assertThat(outward.take(LARGE)).isTrue();
    }

    @Test
    void the_end_is_the_last_and_nothing_is_read_until_it_is_answered() {
        outward.subscribe(labd);
        labd.wants(1);

        assertThat(outward.take(END)).isFalse();

        assertThat(labd.taken).containsExactly(END.encoded());
        assertThat(labd.complete).isTrue();
    }

    @Test
    void what_waits_is_sent_before_the_body_ends() {
        outward.subscribe(labd);
        assertThat(outward.take(HELLO)).isTrue();

        outward.ended(outward.source());

        assertThat(labd.complete).isFalse();
        labd.wants(1);
        assertThat(labd.taken).containsExactly(HELLO.encoded());
        assertThat(labd.complete).isTrue();
    }

    @Test
    void what_breaks_off_here_breaks_off_there() {
        outward.subscribe(labd);
        assertThat(outward.take(HELLO)).isTrue();

        outward.gone(outward.source());

        assertThat(labd.taken).isEmpty();
        assertThat(labd.broken).hasMessage("who has brought this is gone");
    }

    @Test
    void what_the_other_labd_does_not_want_any_more_is_dropped() {
        outward.subscribe(labd);
        outward.cancel();

        assertThat(outward.take(LARGE)).isTrue();
        assertThat(outward.take(LARGE)).isTrue();
        labd.wants(1);

        assertThat(labd.taken).isEmpty();
    }
}
