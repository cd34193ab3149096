package io.labctl.catalog.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.module.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlDocumentTest {
    @Test
    void every_value_knows_its_file_line_and_column() {
        YamlDocument yaml = read("a:\n  b: [x, 'y']\n");

        assertThat(yaml.faults()).isEmpty();
        assertThat(yaml.root().plain()).isEqualTo(Map.of("a", Map.of("b", List.of("x", "y"))));
        Value.Field b = field(field(new Value.Field(Place.in("f.yaml"), yaml.root()), "a"), "b");
        assertThat(b.place()).isEqualTo(new Place("f.yaml", 2, 3));
        assertThat(b.value().place()).isEqualTo(new Place("f.yaml", 2, 6));
    }

    private static Value.Field field(Value.Field of, String name) {
        return Optional.ofNullable(((Value.Fields) of.value()).fields().get(name)).orElseThrow();
    }

    @Test
    void an_empty_file_says_nothing() {
        assertThat(read("# only a comment\n").faults()).isEmpty();
        assertThat(read("").root()).isInstanceOf(Value.Nothing.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a: 1, a: 2}          | f.yaml:1: key 'a' stands twice, first in column 2 of this line",
                "a: 1\\na: 2          | f.yaml:2: key 'a' stands twice, first in line 1",
                "a: &x 1              | f.yaml:1: anchor '&x' is not read, write the value out",
                "a: !!binary x        | f.yaml:1: tag 'tag:yaml.org,2002:binary' is not read, leave"
                        + " it out",
                "a: 1\\n---\\nb: 2    | f.yaml:2: a second document starts here, only one is read",
                "a: {<<: {b: 1}}      | f.yaml:1: merge key '<<' is not read, write the keys out",
                "a: \"\\ud800\"         | f.yaml:1: text has half of a character, an unpaired"
                        + " surrogate",
                "[1]: x               | f.yaml:1: a key is a list, not text",
                "? \\n: x             | f.yaml:1: a key is empty, not text",
            })
    void what_is_not_read_is_told_with_its_line(String text, String message) {
        assertThat(faults(text.replace("\\n", "\n"))).contains(message);
    }

    @Test
    void all_faults_of_a_file_are_told_at_once() {
        assertThat(faults("a: &x 1\nb: *x\na: 2\n")).hasSize(3);
    }

    @Test
    void text_that_is_not_utf_8_is_told_with_its_line() {
        assertThat(sentences(YamlDocument.read("f.yaml", "a: 1\nb: é\n".getBytes(ISO_8859_1))))
                .containsExactly("f.yaml:2: file is not UTF-8 text");
    }

    @Test
    void a_huge_file_is_refused_unread() {
        assertThat(sentences(YamlDocument.read("f.yaml", new byte[YamlDocument.LARGEST + 1])))
                .containsExactly(
                        "f.yaml: file has more than 1048576 bytes (1 MiB), which is all that is read");
    }

    @Test
    void deep_nesting_is_refused_in_no_time() {
        var deep = "[".repeat(1_000_000);

        assertThat(assertTimeout(Duration.ofSeconds(5), () -> faults(deep)))
                .singleElement()
                .asString()
                .contains("nested deeper than 32 levels");
    }

    @Test
    void an_alias_bomb_is_refused_in_no_time() {
        var bomb = new StringBuilder("a0: &a0 x\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(faults(bomb.toString())).hasSizeGreaterThan(40);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void any_text_gives_a_value_or_faults(
            @ForAll
                    @StringLength(max = 60)
                    @Chars({
                        'a', ':', ' ', '\n', '-', '[', ']', '{', '}', '&', '*', '!', '|', '>', '"',
                        '\'', '#', '?', ',', '\t', '%', '@', '~', '\u0000', 'é'
                    })
                    String text) {
        assertThat(faults(text)).allSatisfy(each -> assertThat(each).startsWith("f.yaml"));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void any_bytes_give_a_value_or_faults(@ForAll @Size(max = 200) byte[] bytes) {
        assertThat(sentences(YamlDocument.read("f.yaml", bytes)))
                .allSatisfy(each -> assertThat(each).startsWith("f.yaml"));
    }

    private static YamlDocument read(String text) {
        return YamlDocument.read("f.yaml", text.getBytes(UTF_8));
    }

    private static List<String> faults(String text) {
        return sentences(read(text));
    }

    private static List<String> sentences(YamlDocument yaml) {
        return yaml.faults().stream().map(Fault::sentence).toList();
    }
}
