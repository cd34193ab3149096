package io.labctl.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.yaml.YamlText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    /** What both programs show, such as facts, is the same text in both. */
    @Test
    void yaml_is_written_as_the_agent_writes_it() {
        var values = new TreeMap<String, Object>();
        values.put("words", List.of("no", "", "0644", "~", "a: b", "- c", "#", " d ", "ü €", "\0"));
        values.put("lines", "one\n\ttwo \"three\" \\ four\r\n");
        values.put("long", "word ".repeat(40) + "x".repeat(200));
        values.put("numbers", List.of(0, -1, 1L << 40, 0.5, 1e21));
        values.put("nothing", Map.of("list", List.of(), "map", Map.of()));
        values.put("truth", List.of(true, false));
        values.put("deep", List.of(List.of("a"), Map.of("b", List.of(Map.of("c", "d")))));
        values.put("eth0.100:1", 1);
        values.put("/", 1);
        values.put("no", 1);
        values.put("a key with blanks", 1);

        assertThat(Documents.yaml(values) + "\n").isEqualTo(YamlText.quoted(values));
    }
}
