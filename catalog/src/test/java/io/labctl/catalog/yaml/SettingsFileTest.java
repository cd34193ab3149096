package io.labctl.catalog.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Default;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SettingsFileTest {
    record Form(String name, @Default("1") int count) {}

    @Test
    void the_keys_fill_a_record() {
        assertThat(bind("name: a\n")).isEqualTo(new Form("a", 1));
    }

    @Test
    void faults_of_the_text_and_of_the_values_are_told_in_the_order_of_the_file() {
        assertThatThrownBy(() -> bind("nam: a\ncount: x\nname: b\nname: c\n"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        """
                        f.yaml:1: unknown key 'nam', did you mean 'name'?
                        f.yaml:2: key 'count' is 'x', not a whole number
                        f.yaml:4: key 'name' stands twice, first in line 3\
                        """);
    }

    @Test
    void a_file_that_holds_no_map_is_told_once() {
        assertThatThrownBy(() -> bind("- a\n"))
                .hasMessage("f.yaml:1: file holds a list, not a map of keys");
    }

    @Test
    void a_text_that_is_no_yaml_is_told_once() {
        assertThatThrownBy(() -> bind("name: \u0007\n"))
                .hasMessage("f.yaml:1: character U+0007 is not allowed in YAML");
    }

    @Test
    void an_empty_file_lacks_what_it_must_have() {
        assertThatThrownBy(() -> bind("")).hasMessageContaining("key 'name' is missing");
    }

    private static Form bind(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return SettingsFile.bind("f.yaml", bytes, Parameters.of(Form.class)).orThrow();
    }
}
