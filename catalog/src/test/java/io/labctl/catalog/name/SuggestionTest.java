package io.labctl.catalog.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    @Test
    void a_slip_of_the_fingers_is_recognised() {
        assertThat(Suggestion.hint("presnt", List.of("present", "absent")))
                .isEqualTo(", did you mean 'present'?");
        assertThat(Suggestion.hint("lba", List.of("lab", "aws"))).contains("'lab'");
        assertThat(Suggestion.hint("mdot", List.of("hosts", "motd"))).contains("'motd'");
    }

    @Test
    void a_name_that_would_break_the_line_is_shown_with_codes() {
        assertThat(Suggestion.hint("/etc/x/bad.name", List.of("/etc/x/bad\nname")))
                .isEqualTo(", did you mean '/etc/x/bad\\u000aname'?");
    }

    @Test
    void the_case_of_letters_makes_no_difference() {
        assertThat(Suggestion.nearest("OS", List.of("dmi", "os"))).contains("os");
    }

    @Test
    void a_name_with_nothing_in_common_is_not() {
        assertThat(Suggestion.nearest("db", List.of("os"))).isEmpty();
        assertThat(Suggestion.nearest("", List.of("os"))).isEmpty();
    }

    @Test
    void a_name_of_which_half_would_have_to_be_replaced_is_not() {
        assertThat(Suggestion.nearest("xml", List.of("yaml"))).isEmpty();
        assertThat(Suggestion.nearest("html", List.of("yaml"))).isEmpty();
    }
}
