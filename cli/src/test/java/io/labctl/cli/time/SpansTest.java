package io.labctl.cli.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpansTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-01-31T08:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "5m, PT5M", "1h30m, PT1H30M", "7d, P7D", "2w, P14D"})
    void spans_are_numbers_with_units(String text, Duration span) {
        assertThat(Spans.parse(text)).isEqualTo(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "h", "1y", "0s", "-1h", "1h ", "1.5h", "9999999999s"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> Spans.parse(text)).isInstanceOf(InvalidInput.class);
    }

    @Property
    void no_text_does_anything_worse_than_being_refused(@ForAll String text) {
        try {
            assertThat(Spans.parse(text)).isPositive();
        } catch (InvalidInput e) {
            assertThat(e.sentence()).isNotBlank();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT119S, 119s",
        "PT2M, 2m",
        "PT59M59S, 59m",
        "PT1H, 1h",
        "PT2H5M, 2h5m",
        "PT5H30M, 5h",
        "PT47H, 47h",
        "P2D, 2d",
        "P400D, 400d",
        "PT-5S, 0s"
    })
    void ages_are_short(Duration span, String text) {
        assertThat(Spans.brief(span)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"12, 12ms", "1240, 1.24s", "59999, 59.99s", "185000, 3m5s"})
    void runs_are_measured_closely(long millis, String text) {
        assertThat(Spans.precise(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void a_moment_is_a_span_ago_or_stands_in_full() {
        assertThat(Moments.parse("1h", CLOCK)).isEqualTo("2026-01-31T07:00:00Z");
        assertThat(Moments.parse("2026-01-01T02:00:00+02:00", CLOCK))
                .isEqualTo("2026-01-01T00:00:00Z");
    }
}
