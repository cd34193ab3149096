package io.labctl.catalog.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyOptionTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "no-ptty, no-ptty, no-pty",
                "No-Ptty, No-Ptty, no-pty",
                "form=\"10.0.0.0/8\", form, from",
                "comand=\"id\", comand, command",
                "restrct, restrct, restrict",
                "no-x11-fowarding, no-x11-fowarding, no-X11-forwarding"
            })
    void a_slip_for_which_sshd_would_refuse_the_key_is_refused(
            String option, String name, String meant) {
        assertThatThrownBy(() -> new KeyOption(option))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "option '%s' of a key is one for which sshd would refuse the key, did you"
                                + " mean '%s'?",
                        name, meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-pty",
                "NO-PTY",
                "no-x11-forwarding",
                "No-Verify-Required",
                "touch-required",
                "from=\"10.0.0.0/8\"",
                "Command=\"echo no-ptty\"",
                "expiry-time=\"20270131\""
            })
    void an_option_of_openssh_is_taken_in_small_or_capital_letters(String option) {
        assertThat(new KeyOption(option)).hasToString(option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quota=\"5\"", "max-sessions", "x"})
    void one_that_is_like_none_may_be_of_a_later_openssh(String option) {
        assertThat(new KeyOption(option)).hasToString(option);
    }
}
