package io.labctl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenModesTest {
    private final ScreenModes modes = new ScreenModes();

    /** {@code ^} stands for ESC. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"                        | \"\"",
                "^[?1049h^[2J~             | ^[?1049l^[m",
                "^[?1049h^[?25l~           | ^[?1049l^[?25h^[m",
                "^[?1049h~^[?1049l         | \"\"",
                "^[?47hx                   | ^[?47l^[m$",
                "^[?1047hx^[?1047l         | $",
                "^[?25l^[?25h              | \"\"",
                "^[?1h^[?1000;1006h        | ^[?1l^>^[?1000l^[?1006l^[m",
                "^[?1000h^[?1000l          | \"\"",
                "^[?2004h                  | ^[?2004l^[m",
                "^[?1049h^[?25l^c          | \"\"",
                "^[?7l^[4h^[?12h           | \"\"",
                "^[31mred                  | ^[m$",
                "^[31mred^[0mplain         | $",
                "^[>4;1m                   | \"\"",
                "^]0;a title [?25l\u0007  | \"\"",
                "^]0;a title^\\^[?25l      | ^[?25h^[m",
                "^(B                       | \"\"",
            })
    void what_a_program_has_set_and_not_set_back_is_set_back(String written, String left) {
        writes(escaped(written));

        assertThat(modes.leave()).isEqualTo(escaped(left));
        assertThat(modes.leave()).isEmpty();
    }

    @Test
    void a_sequence_may_come_in_pieces() {
        for (char each : "\033[?1049h\033[?25lx".toCharArray()) {
            writes(Character.toString(each));
        }

        assertThat(modes.leave()).isEqualTo("\033[?1049l\033[?25h\033[m");
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "'$ ls', false",
        "'a line\r\n', true",
        "'a line\r\n\n', true",
        "'50 %\r', false",
        "'down\n', false",
        "'a line\r\n\033[?2004l', true",
        "'a line\r\n\033[2A', false",
    })
    void the_cursor_is_brought_to_the_begin_of_a_line(String written, boolean isThere) {
        writes(written.replace("\\r", "\r").replace("\\n", "\n").replace("\\033", "\033"));

        assertThat(modes.leave()).isEqualTo(isThere ? "" : "\r\n");
    }

    @Test
    void behind_the_other_screen_the_cursor_is_where_it_was() {
        writes("$ vi\033[?1049hmuch");

        assertThat(modes.leave()).isEqualTo("\033[?1049l\033[m\r\n");
    }

    @Test
    void behind_lines_of_others_it_is_at_the_begin_of_one() {
        writes("$ ls");
        modes.wroteLines();

        assertThat(modes.leave()).isEmpty();
    }

    private void writes(String text) {
        modes.wrote(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        return text.replace('^', '\033').replace("$", "\r\n");
    }
}
