package io.labctl.catalog.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlRevisionTest {
    @Test
    void what_stays_the_same_keeps_its_place_and_its_form() {
        String old =
                """
                # top
                b: 'one'

                a: {x: "1", y: 2} # both
                # end
                """;

        String revised = YamlRevision.of(old, Map.of("a", Map.of("x", "3", "y", "2"), "b", "one"));

        assertThat(revised)
                .isEqualTo(
                        """
                        # top
                        b: 'one'

                        a: {x: '3', y: 2} # both
                        # end
                        """);
    }

    @Test
    void what_is_not_wanted_goes_and_what_is_new_comes_last() {
        assertThat(YamlRevision.of("b: one\na: two\n", Map.of("a", "two", "c", "~")))
                .isEqualTo("a: two\nc: '~'\n");
    }

    @Test
    void a_file_with_no_more_than_a_comment_keeps_it_on_its_line() {
        assertThat(YamlRevision.of("# see the wiki", Map.of("a", "b")))
                .isEqualTo("# see the wiki\na: b\n");
        assertThat(YamlRevision.of("", Map.of("a", "b"))).isEqualTo("a: b\n");
    }

    @Test
    void a_long_value_stays_on_one_line() {
        String value = "word ".repeat(60) + "end";

        assertThat(YamlRevision.of("a: b\n", Map.of("a", value))).isEqualTo("a: " + value + "\n");
    }
}
