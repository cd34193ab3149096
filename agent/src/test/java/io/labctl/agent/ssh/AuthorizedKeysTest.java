package io.labctl.agent.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizedKeysTest {
    private static final String KEY =
            "AAAAC3NzaC1lZDI1NTE5AAAAIE1/UTpKW0L03IbypkXr6d7lOoVrH+cltGrYl1MU6j6N";
    private static final KeyLine LINE = new KeyLine("no-pty", "ssh-ed25519", KEY, "ada");

    @Test
    void options_may_have_blanks_and_quotes_inside_quotes() {
        String options = "from=\"10.0.0.1, x\",command=\"say \\\"hi # there\\\" \",no-pty";

        assertThat(KeyLine.parse("  " + options + "\tssh-ed25519  " + KEY + "  ada at home \r\n"))
                .contains(new KeyLine(options, "ssh-ed25519", KEY, "ada at home"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "# ssh-ed25519 " + KEY,
                "ssh-ed25519",
                "ssh-ed25519 AAAA",
                "ssh-new " + KEY,
                "command=\"open ssh-ed25519 " + KEY,
                "1024 35 1234567 old@rsa1"
            })
    void whatever_sshd_finds_no_key_in_is_left_alone(String line) {
        assertThat(KeyLine.parse(line)).isEmpty();
        assertThat(AuthorizedKeys.of(line + "\n").with(LINE, LINE::equals).text())
                .isEqualTo(line + "\n" + LINE.text() + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh-new " + KEY,
                "rsa-sha2-512 AAAA ada",
                "command=\"ssh-ed25519 " + KEY + "\" ssh-new AAAA",
                "\f# ssh-ed25519 " + KEY,
                "\u00a0",
                "no key at all"
            })
    void whatever_is_neither_a_comment_nor_a_key_that_is_meant_is_another(String line) {
        String kept = "# mine\n\t #x\n \t\r\n\n" + LINE.text() + "\n";
        AuthorizedKeys keys = AuthorizedKeys.of(kept + line);

        assertThat(keys.others(LINE::equals)).containsExactly(line);
        assertThat(keys.withoutOthers(LINE::equals).text()).isEqualTo(kept);
    }

    @Test
    void a_key_takes_the_place_of_the_first_that_is_meant_and_the_others_go() {
        String foreign = "# mine\r\nssh-ed25519 " + KEY + " bob\n";
        var keys =
                AuthorizedKeys.of(
                        "ssh-ed25519 %1$s ada\n%2$s\nssh-ed25519 %1$s ada".formatted(KEY, foreign));

        assertThat(keys.with(LINE, key -> key.comment().equals("ada")).text())
                .isEqualTo("no-pty ssh-ed25519 " + KEY + " ada\n" + foreign + "\n");
    }

    @Test
    void a_line_that_means_the_same_stays_as_it_is_written() {
        String text = "no-pty   ssh-ed25519\t" + KEY + "  ada \n";

        assertThat(AuthorizedKeys.of(text).with(LINE, LINE::equals).text()).isEqualTo(text);
    }

    @Property(tries = 300)
    void whatever_stands_in_the_file_only_what_is_meant_goes(@ForAll String text) {
        AuthorizedKeys keys = AuthorizedKeys.of(text);

        assertThat(keys.without(LINE::equals).text()).isEqualTo(text);
        assertThat(keys.with(LINE, LINE::equals).without(LINE::equals).text()).startsWith(text);
    }
}
