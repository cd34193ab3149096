package io.labctl.catalog.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshPublicKeyTest {
    private static final String KEY =
            "AAAAC3NzaC1lZDI1NTE5AAAAIE1/UTpKW0L03IbypkXr6d7lOoVrH+cltGrYl1MU6j6N";

    @Test
    void a_line_of_a_public_key_file_is_its_type_and_its_key() {
        assertThat(SshPublicKey.parse(" ssh-ed25519  " + KEY + " ada@laptop, at home\n"))
                .isEqualTo(new SshPublicKey("ssh-ed25519", KEY));
    }

    @Test
    void a_key_must_be_of_the_type_that_is_named() {
        assertThatThrownBy(() -> new SshPublicKey("ssh-rsa", KEY))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("the key is a key of ssh-ed25519, not of ssh-rsa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "AAAAC3NzaC1lZDI1NTE5", "not base64!", "AAAA C3Nz"})
    void what_is_cut_short_or_no_base64_is_no_key(String key) {
        assertThatThrownBy(() -> new SshPublicKey("ssh-ed25519", key))
                .hasMessage(
                        "what follows ssh-ed25519 is not a public key in base64: copy it whole");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh-ed25519", "-----BEGIN OPENSSH PRIVATE KEY-----", "ssh-foo AAAA"})
    void anything_else_is_no_line_of_a_public_key_file(String line) {
        assertThatThrownBy(() -> SshPublicKey.parse(line)).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-pty",
                "from=\"10.0.0.0/8,!10.1.1.1\"",
                "command=\"say \\\"hi\\\" there\""
            })
    void an_option_is_a_name_or_has_its_value_in_quotes(String option) {
        assertThat(withOption(option).options()).containsExactly(option);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no pty",
                "no-pty,no-X11",
                "from=10.0.0.1",
                "command=\"a\" b",
                "x=\"\n\""
            })
    void anything_else_is_no_option(String option) {
        assertThatThrownBy(() -> withOption(option)).hasMessageContaining("of a key is not a name");
    }

    private static AuthorizedKeyResource withOption(String option) {
        return new AuthorizedKeyResource(
                "ada",
                "laptop",
                Presence.PRESENT,
                SshPublicKey.parse("ssh-ed25519 " + KEY),
                List.of(option),
                null);
    }
}
