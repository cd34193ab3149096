package io.labctl.catalog.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    @ParameterizedTest
    @CsvSource({
        "'>=1.22,<1.26', '>= 1.22, < 1.26'",
        "' > 1 ,  <= 2:3-4 ', '> 1, <= 2:3-4'",
        "'= 1.0', 1.0",
        "1.0, 1.0"
    })
    void it_is_written_in_one_way(String text, String written) {
        assertThat(VersionRange.parse(text)).hasToString(written);
        assertThat(VersionRange.parse(written)).isEqualTo(VersionRange.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", ">= 1,", ">=", "=> 1", "1 2", "< latest", ">= 1; < 2", "~> 1"})
    void what_is_no_range_is_refused(String text) {
        assertThatThrownBy(() -> VersionRange.parse(text)).isInstanceOf(InvalidInput.class);
        assertThat(VersionRange.isOne(text)).isFalse();
    }

    @Test
    void a_refusal_shows_how_a_range_looks() {
        assertThatThrownBy(() -> VersionRange.parse("1.0 or later"))
                .hasMessage(
                        "'1.0 or later' is not a version or a range, such as '>= 1.22, < 1.26'");
        assertThatThrownBy(() -> VersionRange.parse(">= v1"))
                .hasMessage("version 'v1' is not a package's version, which starts with a digit");
    }

    @ParameterizedTest
    @CsvSource({
        "'>= 3, < 5', false true true false",
        "'> 3, <= 5', false false true true",
        "= 4, false false true false",
        "4, false false true false"
    })
    void all_bounds_hold(String range, String expected) {
        VersionRange parsed = VersionRange.parse(range);

        var contained =
                Stream.of(2, 3, 4, 5)
                        .map(
                                found ->
                                        parsed.contains(
                                                bound ->
                                                        Integer.compare(
                                                                found, Integer.parseInt(bound))))
                        .map(String::valueOf)
                        .toList();

        assertThat(String.join(" ", contained)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'>= 2, < 1', '>= 2', '< 1'",
        "'< 1, >= 2', '< 1', '>= 2'",
        "'= 1, = 2', '= 1', '= 2'",
        "'= 3, > 1, < 2', '= 3', '< 2'",
        "'> 1.2, <= 1.2', '> 1.2', '<= 1.2'",
        "'> 1.2, = 1.2', '> 1.2', '= 1.2'",
        "'>= 1:1, <= 2', '>= 1:1', '<= 2'",
        "'>= 1.2-3, <= 1.2-2', '>= 1.2-3', '<= 1.2-2'",
        "'>= 1.2, < 1.2~rc1', '>= 1.2', '< 1.2~rc1'"
    })
    void bounds_that_no_version_can_have_together_are_refused(
            String range, String one, String other) {
        assertThatThrownBy(() -> VersionRange.parse(range))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("no version is both '%s' and '%s'", one, other);
        assertThat(VersionRange.isOne(range)).isTrue();
    }

    /** With rpm a version without a release stands for all its releases. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ">= 1.2, <= 1.2",
                "= 1.2, >= 1.2",
                ">= 1.2-3, <= 1.2",
                "> 1.2-3, = 1.2",
                "> 1, < 2, >= 1.5",
                ">= 1, > 0.5, <= 3, < 4",
                "= 1.0, = 1.00",
                "= 1, < 2"
            })
    void bounds_that_some_version_may_have_together_are_taken(String range) {
        assertThat(VersionRange.parse(range).bounds()).hasSizeGreaterThan(1);
    }
}
