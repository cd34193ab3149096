package io.labctl.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.Outbox;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutgoingTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong();
    private final Outbox input = new Outbox(1000, Outbox.Overflow.WAIT);
    private final Outgoing outgoing =
            new Outgoing(
                    input,
                    0,
                    new Pace(
                            new Tempo(SECOND, LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG),
                            now::get,
                            new Random(1),
                            Waiting.USUAL));

    @AfterEach
    void end() {
        outgoing.end();
    }

    @Test
    void what_has_arrived_is_acknowledged_again_to_each_new_connection_of_the_agent()
            throws InterruptedException {
        outgoing.hasArrived(100);
        now.addAndGet(SECOND.toNanos());
        assertThat(outgoing.next()).contains(Frame.number(FrameKind.ACK, 100));

        outgoing.startFrom(0);

        assertThat(outgoing.next()).contains(Frame.number(FrameKind.FROM, 0));
        assertThat(outgoing.next()).contains(Frame.number(FrameKind.ACK, 100));
    }

    @Test
    void nothing_is_acknowledged_to_a_new_connection_where_nothing_has_arrived()
            throws InterruptedException {
        outgoing.startFrom(0);
        assertThat(outgoing.next()).contains(Frame.number(FrameKind.FROM, 0));
        input.put(Frame.text(FrameKind.SIGNAL, "INT"));

        assertThat(outgoing.next()).contains(Frame.text(FrameKind.SIGNAL, "INT"));
    }

    @Test
    void little_output_is_acknowledged_when_its_time_has_come() throws InterruptedException {
        outgoing.hasArrived(10);
        outgoing.startFrom(0);
        assertThat(outgoing.next()).contains(Frame.number(FrameKind.FROM, 0));
        assertThat(outgoing.next()).contains(Frame.number(FrameKind.ACK, 10));

        outgoing.hasArrived(20);
        input.put(Frame.text(FrameKind.IN, "x"));
        assertThat(outgoing.next()).contains(Frame.text(FrameKind.IN, "x"));
        now.addAndGet(SECOND.toNanos());

        assertThat(outgoing.next()).contains(Frame.number(FrameKind.ACK, 20));
    }
}
