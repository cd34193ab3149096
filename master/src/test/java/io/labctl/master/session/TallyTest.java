package io.labctl.master.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Frame ABC = Frame.text(FrameKind.OUT, "abc");

    private final Tally tally = new Tally(0);

    @Test
    void content_counts_and_heads_do_not() {
        tally.startFrom(0);
        tally.passed(ABC);
        tally.passedUncounted(Frame.text(FrameKind.SIGNAL, "INT"));

        assertThat(tally.takeBytes()).isEqualTo(3);
        assertThat(tally.takeBytes()).isZero();
        assertThat(tally.place()).isEqualTo(2L * ABC.length());
    }

    @Test
    void what_comes_again_does_not_count_again() {
        tally.startFrom(0);
        tally.passed(ABC);
        tally.passed(ABC);
        tally.startFrom(ABC.length());
        tally.passed(ABC);
        tally.passed(ABC);

        assertThat(tally.takeBytes()).isEqualTo(9);
        assertThat(tally.counted()).isEqualTo(3L * ABC.length());
    }

    @Test
    void what_was_dropped_does_not_count() {
        tally.startFrom(0);
        tally.dropped(100);
        tally.passed(ABC);

        assertThat(tally.takeBytes()).isEqualTo(3);
        assertThat(tally.place()).isEqualTo(100L + ABC.length());
    }

    @Test
    void nothing_counts_as_long_as_nobody_knows_what_it_is() {
        tally.passed(ABC);
        tally.startFrom(0);
        tally.passed(ABC);
        tally.placeIsUnknown();
        tally.passed(ABC);

        assertThat(tally.takeBytes()).isEqualTo(3);
        assertThat(tally.counted()).isEqualTo(ABC.length());
    }
}
