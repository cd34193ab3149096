package io.labctl.catalog.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTest {
    @Test
    void the_first_equals_sign_ends_the_key() {
        assertThat(Label.parse("app.kubernetes.io/name=web:1"))
                .isEqualTo(new Label("app.kubernetes.io/name", "web:1"));
        assertThat(Label.parse("rack=")).hasToString("rack=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rack", "=r1"})
    void a_label_without_key_or_value_is_refused(String text) {
        assertThatThrownBy(() -> Label.parse(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("label '%s' is not written key=value".formatted(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "tier!=front | label key 'tier!' is not made of at most 63 letters, digits and inner"
                        + " . _ / -",
                "tier==front | label value '=front' is not made of at most 63 letters, digits and"
                        + " inner . _ / : -"
            })
    void a_label_that_no_server_can_have_is_refused_with_the_part_at_fault(
            String text, String sentence) {
        assertThatThrownBy(() -> Label.parse(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(sentence);
    }

    @Test
    void keys_and_values_of_more_than_63_characters_are_refused() {
        assertThat(new Label("k".repeat(63), "v".repeat(63)).value()).hasSize(63);
        assertThatThrownBy(() -> new Label("k".repeat(64), ""))
                .hasMessageStartingWith("label key 'kkk");
        assertThatThrownBy(() -> new Label("k", "v".repeat(64)))
                .hasMessageStartingWith("label value 'vvv");
    }
}
