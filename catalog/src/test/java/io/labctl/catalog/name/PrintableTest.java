package io.labctl.catalog.name;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(strings = {"web-1", "müller", "сервер", "サーバー", "שרת", "🚀 go", "a\\u001b"})
    void letters_of_every_script_are_shown_as_they_are(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
        assertThat(Visible.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'\u001b[2J', \\u001b[2J",
        "'a\nb', a\\u000ab",
        "'a\u0085b', a\\u0085b",
        "'a\u202eb', a\\u202eb",
        "'a\u200bb', a\\u200bb",
        "'a\u2028b', a\\u2028b",
        "'\ufeffa', \\ufeffa",
        "'\ud83d', \\ud83d"
    })
    void what_cannot_be_seen_is_shown_as_its_code(String text, String shown) {
        assertThat(Printable.of(text)).isEqualTo(shown);
        assertThat(Visible.of(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"'a\tb', a\\u0009b", "'a\u00a0b', a\\u00a0b"})
    void a_message_shows_every_blank_but_a_plain_one_and_data_keeps_it(String text, String shown) {
        assertThat(Printable.of(text)).isEqualTo(shown);
        assertThat(Visible.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "🚀"})
    void a_long_text_is_cut_between_two_characters_and_says_so(String character) {
        assertThat(Printable.of(character.repeat(81))).isEqualTo(character.repeat(80) + "...");
        assertThat(Printable.of(character.repeat(80))).isEqualTo(character.repeat(80));
        assertThat(Printable.whole(character.repeat(81))).isEqualTo(character.repeat(81));
    }

    @Property
    void nothing_that_acts_on_a_terminal_gets_through(
            @ForAll @StringLength(max = 120) String text) {
        assertThat(Printable.of(text).chars()).noneMatch(Character::isISOControl);
        assertThat(Visible.of(text).codePoints())
                .noneMatch(c -> c != '\t' && Character.isISOControl(c))
                .noneMatch(c -> Character.getType(c) == Character.FORMAT);
    }
}
