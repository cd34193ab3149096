package io.labctl.catalog.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinTokenTest {
    private static final String BITS = "A".repeat(43);
    private static final String SECRET = "B".repeat(42) + "A";
    private static final String GOOD = "lab1.abcdefghi9." + SECRET + "." + BITS;

    @Test
    void a_token_has_an_id_a_secret_and_a_pin() {
        JoinToken token = JoinToken.parse(GOOD + "\n");

        assertThat(token.id()).isEqualTo("abcdefghi9");
        assertThat(token.secret().reveal()).isEqualTo(SECRET);
        assertThat(token.pin()).isEqualTo(new CaPin(BITS));
        assertThat(token.toString()).contains("[secret]").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|it is empty",
                "abc|it does not start with 'lab1.'",
                "lab2.a.b.c|it does not start with 'lab1.'",
                "lab1.abc|it has 2 parts instead of 4",
                "lab1.ABC.x.y|its id 'ABC' is not 10 of a-z and 0-9",
                "lab1.abcdefghi9.short.y|its secret is damaged",
            })
    void each_malformation_has_its_own_sentence(String text, String why) {
        assertThatThrownBy(() -> JoinToken.parse(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "join token is malformed: %s; copy it whole, as 'labctl create token' printed it"
                                .formatted(why));
    }

    @Test
    void a_token_has_only_one_spelling() {
        String otherSpelling = GOOD.substring(0, GOOD.length() - 1) + "B";

        assertThatThrownBy(() -> JoinToken.parse(otherSpelling))
                .hasMessageContaining("its CA pin is damaged");
    }

    @Property(tries = 500)
    void whatever_is_given_is_a_token_or_one_sentence_without_its_secret(@ForAll String text) {
        try {
            JoinToken.parse(text);
        } catch (InvalidInput e) {
            assertThat(e.sentence())
                    .startsWith("join token is malformed: ")
                    .isEqualTo(Printable.whole(e.sentence()));
        }
    }

    @Property(tries = 2000)
    void a_token_that_was_damaged_on_its_way_is_the_same_or_one_sentence_without_its_secret(
            @ForAll @IntRange(max = 102) int from,
            @ForAll @IntRange(max = 5) int length,
            @ForAll("scraps") String instead) {
        int to = Math.min(GOOD.length(), from + length);
        String damaged = GOOD.substring(0, Math.min(from, to)) + instead + GOOD.substring(to);
        try {
            assertThat(JoinToken.parse(damaged).printed().reveal()).isEqualTo(damaged.strip());
        } catch (InvalidInput e) {
            assertThat(e.sentence())
                    .startsWith("join token is malformed: ")
                    .isEqualTo(Printable.whole(e.sentence()))
                    .doesNotContain("B".repeat(10));
        }
    }

    @Provide
    Arbitrary<String> scraps() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(4),
                Arbitraries.strings().withChars(".lab1-_=B \n").ofMaxLength(8));
    }

    @Property(tries = 300)
    void a_token_that_was_cut_is_never_accepted(
            @ForAll @Size(32) byte[] secret,
            @ForAll @Size(32) byte[] pin,
            @ForAll @IntRange(max = 101) int length) {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        String whole =
                "lab1.abcdefghi9."
                        + base64.encodeToString(secret)
                        + "."
                        + base64.encodeToString(pin);

        assertThat(JoinToken.parse(whole).pin()).isEqualTo(new CaPin(base64.encodeToString(pin)));
        assertThatThrownBy(() -> JoinToken.parse(whole.substring(0, length)))
                .isInstanceOf(InvalidInput.class);
    }
}
