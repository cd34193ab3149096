package io.labctl.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapeKeysTest {
    private final AtomicInteger escaped = new AtomicInteger();
    private final EscapeKeys keys = new EscapeKeys(escaped::incrementAndGet);

    @ParameterizedTest
    @CsvSource({
        "ls~., ls~.",
        "a~~b, a~~b",
        "~~., ~.",
        "~/bin, ~/bin",
        "~~, ~",
    })
    void all_else_is_for_the_command(String typed, String passed) {
        assertThat(pass(typed)).isEqualTo(passed);
        assertThat(escaped).hasValue(0);
    }

    @Test
    void it_is_known_also_when_its_keys_come_one_by_one() {
        assertThat(pass("ls\r")).isEqualTo("ls\r");
        assertThat(pass("~")).isEmpty();
        assertThat(escaped).hasValue(0);

        assertThat(pass(".")).isEmpty();
        assertThat(escaped).hasValue(1);
    }

    @Test
    void a_key_that_was_kept_back_comes_with_the_next() {
        assertThat(pass("~")).isEmpty();
        assertThat(pass("\r")).isEqualTo("~\r");
        assertThat(pass("~.")).isEmpty();
        assertThat(escaped).hasValue(1);
    }

    private String pass(String typed) {
        byte[] bytes = typed.getBytes(StandardCharsets.US_ASCII);
        return new String(keys.passed(bytes), StandardCharsets.US_ASCII);
    }
}
