package io.labctl.catalog.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.Collections;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * * *",
                "*/15 0-6/2 1,15 * *",
                "0 0 1 jan,jul mon-fri",
                "59 23 31 12 7",
                "@daily",
                "@reboot"
            })
    void what_crontab_knows_is_a_schedule(String text) {
        assertThat(new CronSchedule(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@midnight           | @daily",
                "@annually           | @yearly",
                "00   03 * *  sun    | 00 03 * * sun",
                "0 0 1 jan,JUL Mon-fri | 0 0 1 jan,jul mon-fri",
            })
    void schedules_that_mean_the_same_are_the_same(String text, String kept) {
        assertThat(new CronSchedule(text)).isEqualTo(new CronSchedule(kept)).hasToString(kept);
    }

    @Test
    void a_tab_between_fields_is_a_blank() {
        assertThat(new CronSchedule("0\t3 \t* * *")).hasToString("0 3 * * *");
    }

    @Test
    void equal_wishes_are_equal_jobs() {
        assertThat(job("@midnight")).isEqualTo(job("@daily"));
        assertThat(job("0  3 * * *")).isEqualTo(job("0 3 * * *"));
    }

    private static CronResource job(String schedule) {
        return new CronResource(
                "job", Presence.PRESENT, schedule, "root", "true", Collections.emptySortedMap());
    }

    @Test
    void a_slip_in_a_word_is_told_with_the_nearest() {
        assertThatThrownBy(() -> new CronSchedule("@dayly"))
                .hasMessage(
                        "schedule '@dayly' is not a short form of crontab(5), did you mean"
                                + " '@daily'?");
        assertThatThrownBy(() -> new CronSchedule("0 0 * fbe-jun *"))
                .hasMessageEndingWith(", did you mean 'feb'?");
        assertThatThrownBy(() -> new CronSchedule("0 0 * * sat-mno"))
                .hasMessageEndingWith(", did you mean 'mon'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "99 * * * *      | minute '99' is not within 0 to 59",
                "* 24 * * *      | hour '24' is not within 0 to 23",
                "* * 0 * *       | day of month '0' is not within 1 to 31",
                "* * * 13 *      | month '13' is not within 1 to 12 or jan feb mar",
                "* * * juli *    | month 'juli' is not within 1 to 12",
                "* * * * 8       | day of week '8' is not within 0 to 7 or sun mon tue",
                "mon * * * *     | minute 'mon' is not within 0 to 59",
                "* 22-6 * * *    | hour '22-6' is a range that runs backwards",
                "5/10 * * * *    | minute '5/10' has a step but no range, such as */10",
                "*/0 * * * *     | minute '*/0' has a step that is not 1 to 59",
                "* * * * */7     | day of week '*/7' has a step that is not 1 to 6",
                "1,,2 * * * *    | minute '' is not a value, a range or *",
                "-1 * * * *      | minute '-1' is not a value, a range or *",
                "* * L * *       | day of month 'L' is not within 1 to 31",
                "9999999999 * * * * | minute '9999999999' is not within 0 to 59",
            })
    void what_no_clock_can_meet_is_refused_with_its_field(String text, String why) {
        assertThatThrownBy(() -> new CronSchedule(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("schedule '%s' is not a crontab line: %s", text, why);
    }

    @Test
    void all_that_is_wrong_with_a_line_is_told_together() {
        assertThatThrownBy(() -> new CronSchedule("99,0,61 24 * fbe *"))
                .hasMessage(
                        "schedule '99,0,61 24 * fbe *' is not a crontab line: minute '99' is not"
                                + " within 0 to 59; minute '61' is not within 0 to 59; hour '24' is"
                                + " not within 0 to 23; month 'fbe' is not within 1 to 12 or jan"
                                + " feb mar apr may jun jul aug sep oct nov dec, did you mean"
                                + " 'feb'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 31 2 *            | 31",
                "0 0 30,31 FEB *       | 30",
                "0 0 31 apr,jun,sep-sep,11 * | 31",
                "0 0 31 2-12/9,4-6/2 */2 | 31",
            })
    void a_day_that_none_of_its_months_has_never_comes(String text, int day) {
        assertThatThrownBy(() -> new CronSchedule(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "schedule '%s' never comes: none of its months has a day %d", text, day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0 29 2 *",
                "0 0 1,31 2 *",
                "0 0 31 2,3 *",
                "0 0 31 */2 *",
                "0 0 */31 2 *",
                "0 0 31 2 mon",
            })
    void a_day_that_comes_in_some_month_year_or_week_is_let_in(String text) {
        assertThat(new CronSchedule(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * * *", "* * * * * *", " * * * * *", "hourly"})
    void a_line_has_five_fields(String text) {
        assertThatThrownBy(() -> new CronSchedule(text))
                .hasMessage("schedule '%s' does not have the five fields of a crontab line", text);
    }

    @Property(tries = 2000)
    void any_text_is_a_schedule_or_one_sentence(@ForAll("lines") String text) {
        try {
            assertThat(new CronSchedule(text).value()).isEqualTo(text);
        } catch (InvalidInput e) {
            assertThat(e.sentence())
                    .startsWith("schedule '")
                    .isEqualTo(Printable.whole(e.sentence()));
        }
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30),
                Arbitraries.strings().withChars("0123456789*/,- \tmonja@L").ofMaxLength(30));
    }
}
