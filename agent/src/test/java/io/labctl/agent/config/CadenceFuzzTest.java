package io.labctl.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.resource.CronSchedule;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CadenceFuzzTest {
    private static final ZonedDateTime ANY_DAY =
            ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    /** The rules of a line stand in the contract, the arithmetic in a library: they must agree. */
    @Property(tries = 2000)
    void each_schedule_that_a_job_may_have_says_when_it_comes(@ForAll("schedules") String line) {
        assumeThat(isSchedule(line)).isTrue();

        Cadence.Crontab crontab = Cadence.Crontab.parse(line);

        assertThat(crontab).hasToString(line);
        assertThat(crontab.after(ANY_DAY)).isPresent();
    }

    private static boolean isSchedule(String line) {
        try {
            return new CronSchedule(line).hasFields();
        } catch (InvalidInput e) {
            assertThat(e.sentence()).contains(" never comes: ");
            return false;
        }
    }

    @Provide
    Arbitrary<String> schedules() {
        return Combinators.combine(
                        field(0, 59),
                        field(0, 23),
                        field(1, 31),
                        named(1, 12, "jan", "FEB", "Dec"),
                        named(0, 7, "sun", "MON", "Sat"))
                .as((a, b, c, d, e) -> String.join(" ", a, b, c, d, e));
    }

    private static Arbitrary<String> field(int first, int last) {
        Arbitrary<Integer> values = Arbitraries.integers().between(first, last);
        Arbitrary<String> ranges =
                values.flatMap(
                        from ->
                                Arbitraries.integers()
                                        .between(from, last)
                                        .map(to -> from + "-" + to));
        Arbitrary<String> wide = Arbitraries.oneOf(Arbitraries.just("*"), ranges);
        Arbitrary<String> steps =
                Combinators.combine(wide, Arbitraries.integers().between(1, last == 7 ? 6 : last))
                        .as((range, step) -> range + "/" + step);
        return Arbitraries.oneOf(wide, values.map(String::valueOf), steps)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(items -> String.join(",", items));
    }

    private static Arbitrary<String> named(int first, int last, String... names) {
        Arbitrary<String> range = Arbitraries.just(names[1] + "-" + names[2]);
        return Arbitraries.oneOf(field(first, last), Arbitraries.of(names), range);
    }
}
