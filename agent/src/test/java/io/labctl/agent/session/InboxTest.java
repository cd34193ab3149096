package io.labctl.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.TerminalSize;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final Frame LARGE = Frame.of(FrameKind.IN, ByteBuffer.allocate(Frame.LARGEST));

    private final List<String> signals = new ArrayList<>();
    private final List<TerminalSize> sizes = new ArrayList<>();

    @Test
    void what_is_more_than_asked_for_has_not_come() {
        Inbox inbox = ofACommandThatReadsNothing();
        long before = full(inbox);

        assertThatThrownBy(() -> inbox.put(LARGE))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("more input came than was asked for");

        assertThat(inbox.received()).isEqualTo(before);
    }

    @Test
    void a_signal_and_a_size_have_their_place_in_a_row_whose_window_is_full() {
        Inbox inbox = ofACommandThatReadsNothing();
        for (long sent = 0; sent + LARGE.length() <= 1024 * 1024; sent += LARGE.length()) {
            inbox.put(LARGE);
        }

        inbox.put(Frame.text(FrameKind.SIGNAL, "INT"));
        inbox.put(Frame.size(new TerminalSize(100, 30)));

        assertThat(signals).containsExactly("INT");
        assertThat(sizes).containsExactly(new TerminalSize(100, 30));
    }

    @Test
    void a_signal_that_has_not_come_is_not_given() {
        Inbox inbox = ofACommandThatReadsNothing();
        Frame signal = Frame.text(FrameKind.SIGNAL, "INT");
        int given = 0;
        while (given < 20_000 && comes(signal, inbox)) {
            given++;
        }

        assertThat(given).isBetween(8192, 19_999);
        assertThat(signals).hasSize(given);
        assertThat(inbox.received()).isEqualTo((long) given * signal.length());
    }

    private static boolean comes(Frame frame, Inbox inbox) {
        try {
            inbox.put(frame);
            return true;
        } catch (InvalidInput _) {
            return false;
        }
    }

    /** Up to where its row has come then. */
    private static long full(Inbox inbox) {
        while (comes(LARGE, inbox)) {
            assertThat(inbox.received()).isLessThan(2 * 1024 * 1024);
        }
        return 39L * LARGE.length();
    }

    private Inbox ofACommandThatReadsNothing() {
        return new Inbox(
                new Inbox.Command() {
                    @Override
                    public void write(ByteBuffer bytes) {}

                    @Override
                    public void endInput() {}

                    @Override
                    public void signal(String name) {
                        signals.add(name);
                    }

                    @Override
                    public void resize(TerminalSize size) {
                        sizes.add(size);
                    }
                },
                true);
    }
}
