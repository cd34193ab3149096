package io.labctl.cli.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final String CLEAR = "\r\u001b[K";

    private final StringWriter err = new StringWriter();
    private final AtomicLong nanos = new AtomicLong(-5);

    @Test
    void a_line_is_written_over_twice_a_second() {
        Progress progress = progress(true);
        progress.expect(4 << 20);

        progress.copied(1 << 20);
        after(Duration.ofMillis(499));
        progress.copied(0);
        assertThat(err.toString()).isEmpty();

        after(Duration.ofMillis(1));
        progress.copied(1 << 20);
        assertThat(err.toString()).isEqualTo(CLEAR + "2.0 MiB, 50 %, 4.0 MiB/s");

        after(Duration.ofMillis(500));
        progress.copied(0);
        assertThat(err.toString()).endsWith(CLEAR + "2.0 MiB, 50 %, 2.0 MiB/s");
    }

    @Test
    void it_makes_room_for_sentences_and_stays_in_the_end() {
        Progress progress = progress(true);
        after(Duration.ofSeconds(1));
        progress.copied(1 << 20);

        progress.above(() -> err.write("a sentence\n"));
        progress.end();

        assertThat(err.toString())
                .isEqualTo(
                        CLEAR + "1.0 MiB, 1.0 MiB/s" + CLEAR + "a sentence\n1.0 MiB, 1.0 MiB/s\n");
    }

    @Test
    void one_that_comes_to_no_end_leaves_no_line() {
        Progress progress = progress(true);
        after(Duration.ofSeconds(1));
        progress.copied(1 << 20);

        progress.close();

        assertThat(err.toString()).endsWith(CLEAR);
    }

    @Test
    void more_than_was_expected_is_all() {
        Progress progress = progress(true);
        progress.expect(1 << 20);
        after(Duration.ofSeconds(1));

        progress.copied(2 << 20);

        assertThat(err.toString()).contains(", 100 %,");
    }

    @Test
    void without_a_terminal_nothing_is_shown() {
        Progress progress = progress(false);
        after(Duration.ofSeconds(1));

        progress.copied(1 << 20);
        progress.end();

        assertThat(err.toString()).isEmpty();
    }

    private Progress progress(boolean shown) {
        return new Progress(new PrintWriter(err), shown, nanos::get);
    }

    private void after(Duration span) {
        nanos.addAndGet(span.toNanos());
    }
}
