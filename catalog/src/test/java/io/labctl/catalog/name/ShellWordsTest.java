package io.labctl.catalog.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
    @Test
    void plain_words_stay_as_they_are() {
        assertThat(ShellWords.of(List.of("/usr/bin/env", "A=1", "--level=3", "a@b:c,d%2+_.")))
                .isEqualTo("/usr/bin/env A=1 --level=3 a@b:c,d%2+_.");
    }

    @Test
    void a_line_for_another_shell_is_one_word() {
        assertThat(ShellWords.of(List.of("sh", "-c", "echo out; echo it\'s >&2; exit 3")))
                .isEqualTo("sh -c 'echo out; echo it'\\''s >&2; exit 3'");
    }

    @Test
    void a_shell_reads_the_same_words_again() throws IOException {
        List<String> words =
                List.of(
                        "", " ", "a b", "it's", "''", "\"", "$HOME", "`id`", "\\n", "*", "~",
                        "a\nb");
        Process shell =
                new ProcessBuilder("/bin/sh", "-c", "printf '<%s>' " + ShellWords.of(words))
                        .redirectErrorStream(true)
                        .start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("<" + String.join("><", words) + ">");
    }
}
