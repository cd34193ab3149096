package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** How long a server that does not stay up is left alone. */
class PausesTest {
    @Property
    void each_pause_is_at_most_twice_as_long_as_the_one_before_and_never_over_a_minute(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int failures) {
        Duration pause = new Pauses(new Random(seed)).after(failures);

        long bound = 500L << Math.min(failures - 1, 7);
        assertThat(pause.toMillis())
                .isBetween(Math.min(bound, 60_000) / 2, Math.min(bound, 60_000));
    }

    @Property
    void two_labds_on_one_machine_do_not_try_in_step(@ForAll long seed) {
        var pauses = new Pauses(new Random(seed));

        assertThat(Stream.generate(() -> pauses.after(5)).limit(20).distinct())
                .hasSizeGreaterThan(5);
    }
}
