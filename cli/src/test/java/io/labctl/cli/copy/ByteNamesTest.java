package io.labctl.cli.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"L\u2fabx", "a\0", ""})
    void what_is_not_made_of_bytes_is_neither_a_path_nor_a_name(String name) {
        assertThat(ByteNames.isPlain(name)).isFalse();
        assertThatThrownBy(() -> ByteNames.path(name)).hasMessageEndingWith("is no path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "/a", "../a"})
    void a_path_is_no_name(String path) {
        assertThatThrownBy(() -> ByteNames.name(path)).hasMessageEndingWith("is no name");
    }

    @Test
    void a_newline_at_the_end_is_a_part_of_a_name() throws IOException {
        assertThat(ByteNames.parts("./d/\n")).containsExactly("d", "\n");
        assertThat(ByteNames.path("d/\n")).isEqualTo(Path.of("d/\n"));
    }

    @Test
    void what_acts_on_a_terminal_is_shown_as_its_code() {
        assertThat(ByteNames.shown("\u001b[2J")).isEqualTo("\\u001b[2J");
    }
}
