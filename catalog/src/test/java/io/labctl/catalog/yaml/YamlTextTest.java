package io.labctl.catalog.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlTextTest {
    @Test
    void for_programs_all_strings_are_quoted_and_keys_where_they_could_be_something_else() {
        var values = new LinkedHashMap<String, Object>();
        values.put("name", "no");
        values.put("mode", "0644");
        values.put("on", true);
        values.put("count", 7);
        values.put("lines", "a\n\tb \"c\" \\");

        assertThat(YamlText.quoted(values))
                .isEqualTo(
                        """
                        name: "no"
                        mode: "0644"
                        "on": true
                        count: 7
                        lines: "a\\n\\tb \\"c\\" \\\\"
                        """);
    }

    @Test
    void a_value_that_stands_in_two_places_is_written_twice() {
        List<String> same = List.of("a");

        assertThat(YamlText.of(Map.of("one", Arrays.asList(same, same))))
                .isEqualTo("one:\n- - a\n- - a\n");
    }
}
