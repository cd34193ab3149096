package io.labctl.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class DocumentsTest {
    @Test
    void what_is_written_as_yaml_is_read_back_the_same() {
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

        var reader = new Load(LoadSettings.builder().build());
        assertThat(reader.loadFromString(Documents.yaml(values))).isEqualTo(values);
    }

    @Test
    void no_word_is_taken_for_a_boolean_by_a_reader_of_yaml_1_1() {
        assertThat(Documents.yaml(Map.of("no", List.of("no", "yes", true))))
                .isEqualTo("\"no\":\n- \"no\"\n- \"yes\"\n- true");
    }

    @Test
    void a_record_has_the_keys_of_its_json() {
        var document = new Resource("user", "deploy", Instant.EPOCH);

        assertThat(Documents.yaml(document))
                .isEqualTo(
                        """
                        type: "user"
                        title: "deploy"
                        lookedAt: "1970-01-01T00:00:00Z\"""");
    }

    @Test
    void the_values_are_those_of_the_json() {
        var document =
                new Values(
                        UUID.fromString("0190a1b2-c3d4-7000-8000-000000000001"),
                        Duration.ofMinutes(5),
                        RetentionPolicy.SOURCE,
                        Optional.of("there"),
                        URI.create("https://lab/"),
                        1L << 40,
                        0.1,
                        0.1f,
                        new BigDecimal("1.10"),
                        'x');

        var reader = new Load(LoadSettings.builder().build());
        assertThat(reader.loadFromString(Documents.yaml(document)))
                .isEqualTo(reader.loadFromString(Documents.json(document)));
    }

    private record Values(
            UUID id,
            Duration span,
            RetentionPolicy word,
            Optional<String> maybe,
            URI address,
            long much,
            double share,
            float half,
            BigDecimal price,
            char letter) {}

    private record Resource(String type, String title, Instant lookedAt) {}
}
