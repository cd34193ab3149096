package io.labctl.master.catalogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.master.catalogs.ByteRange.Asked;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of bytes by RFC 9110, section 14. */
class ByteRangeTest {
    private static final int LENGTH = 10;

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-9, 0, 9",
        "bytes=3-5, 3, 5",
        "bytes=9-, 9, 9",
        "bytes=0-, 0, 9",
        "bytes=3-99999, 3, 9",
        "bytes=3-9999999999, 3, 9",
        "bytes=-1, 9, 9",
        "bytes=-10, 0, 9",
        "bytes=-9999999999, 0, 9"
    })
    void a_part_is_given(String header, int first, int last) {
        assertThat(asked(header)).isEqualTo(new Asked.Part(new ByteRange(first, last)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=10-", "bytes=10-10", "bytes=9999999999-", "bytes=-0", "bytes=5-3"})
    void a_part_that_is_not_there_is_unsatisfiable(String header) {
        assertThat(asked(header)).isEqualTo(new Asked.Unsatisfiable());
    }

    /** Section 14.2: several ranges, other units and invalid headers may be ignored. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes= 0-1",
                "bytes=0-1,4-5",
                "items=0-1",
                "bytes=99999999999999999999-",
                "bytes=0-99999999999999999999x",
                "bytes=--1",
                "0-1"
            })
    void what_is_not_understood_is_ignored(String header) {
        assertThat(asked(header)).isEqualTo(new Asked.Whole());
    }

    /** Section 14.1: range units are case-insensitive. */
    @Test
    void the_unit_may_be_written_in_capitals() {
        assertThat(asked("Bytes=0-1")).isEqualTo(new Asked.Part(new ByteRange(0, 1)));
    }

    @Test
    void without_a_header_all_is_given() {
        assertThat(ByteRange.asked(Optional.empty(), LENGTH)).isEqualTo(new Asked.Whole());
    }

    @Test
    void of_nothing_there_is_no_part() {
        assertThat(ByteRange.asked(Optional.of("bytes=0-"), 0))
                .isEqualTo(new Asked.Unsatisfiable());
        assertThat(ByteRange.asked(Optional.of("bytes=-1"), 0))
                .isEqualTo(new Asked.Unsatisfiable());
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void a_part_lies_within_the_content(
            @ForAll("headers") String header, @ForAll @IntRange(max = 30) int length) {
        if (ByteRange.asked(Optional.of(header), length) instanceof Asked.Part(ByteRange part)) {
            assertThat(part.first()).isBetween(0, part.last());
            assertThat(part.last()).isLessThan(length);
        }
    }

    @Provide
    Arbitrary<String> headers() {
        var anything = Arbitraries.strings().withChars("bytes=-,0123456789 ").ofMaxLength(30);
        var likely =
                Arbitraries.strings()
                        .withChars("-0123456789")
                        .ofMaxLength(25)
                        .map(text -> "bytes=" + text);
        return Arbitraries.oneOf(anything, likely, Arbitraries.strings().ofMaxLength(20));
    }

    private static Asked asked(String header) {
        return ByteRange.asked(Optional.of(header), LENGTH);
    }
}
