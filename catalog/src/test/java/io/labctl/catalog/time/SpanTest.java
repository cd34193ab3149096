package io.labctl.catalog.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {
    @ParameterizedTest
    @CsvSource({"90s, PT90S", "1h30m, PT1H30M", "2w1d, P15D", "5ms, PT0.005S", "0s, PT0S"})
    void a_span_is_whole_numbers_with_their_units(String text, Duration span) {
        assertThat(Span.parse(text)).contains(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "h", "1y", "-1h", "1h ", "1.5h", "30m1h", "9999999999s"})
    void anything_else_is_none(String text) {
        assertThat(Span.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT10S, 10s", "PT1M30S, 1m30s", "PT0.2S, 0.2s", "P2D, 48h"})
    void messages_say_it_short(Duration span, String text) {
        assertThat(Span.of(span)).isEqualTo(text);
    }

    @Property
    void a_whole_number_of_seconds_survives_its_text(@ForAll("seconds") int seconds) {
        Duration span = Duration.ofSeconds(seconds);

        assertThat(Span.parse(Span.of(span))).contains(span);
    }

    @Provide
    Arbitrary<Integer> seconds() {
        return Arbitraries.integers().greaterOrEqual(0);
    }
}
