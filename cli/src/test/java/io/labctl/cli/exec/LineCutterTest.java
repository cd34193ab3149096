package io.labctl.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineCutterTest {
    private final List<String> lines = new ArrayList<>();
    private final LineCutter cutter = new LineCutter(lines::add);

    @Test
    void a_line_that_comes_in_pieces_is_one_also_within_a_character() {
        byte[] bytes = "grün\n".getBytes(StandardCharsets.UTF_8);
        for (byte each : bytes) {
            assertThat(lines).isEmpty();
            cutter.bytes(new byte[] {each});
        }

        assertThat(lines).containsExactly("grün");
    }

    @Test
    void an_empty_line_is_one_and_the_last_needs_no_end() {
        cutter.bytes("a\n\nb".getBytes(StandardCharsets.UTF_8));
        cutter.end();
        cutter.end();

        assertThat(lines).containsExactly("a", "", "b");
    }

    @Test
    void a_line_that_has_no_end_is_shown_in_parts() {
        cutter.bytes("x".repeat(64 * 1024 + 1).getBytes(StandardCharsets.UTF_8));
        cutter.end();

        assertThat(lines).containsExactly("x".repeat(64 * 1024), "x");
    }
}
