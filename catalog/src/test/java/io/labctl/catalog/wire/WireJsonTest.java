package io.labctl.catalog.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.resource.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.json.JsonMapper;

class WireJsonTest {
    private static final JsonMapper JSON = WireJson.mapper();

    record Document(
            String name,
            int port,
            boolean open,
            Word word,
            List<String> tags,
            Map<String, Part> parts) {}

    record Part(long size) {}

    enum Word {
        ONE,
        @JsonProperty("other")
        OTHER
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{|it is cut short (line 1, column 2)",
                "{\"name\":\"a|it is cut short at 'name' (line 1, column 11)",
                "~~|it is empty (line 1, column 0)",
                "null|it is empty",
                "hello|it is not JSON (line 1, column 1)",
                "{\"name\":\"a\",}|it is not JSON (line 1, column 13)",
                "{name:1}|it is not JSON (line 1, column 2)",
                "{\"name\":\"a\",\"port\":1,\"open\":true,\"word\":\"ONE\",\"tags\":[],\"parts\":{}}"
                        + " {}|it has more after its end (line 1, column 69)",
                "[1]|it must be an object (line 1, column 1)",
                "\"x\"|it must be an object (line 1, column 1)",
                "{\"name\":{}}|it must be text at 'name' (line 1, column 9)",
                "{\"port\":\"x\"}|it must be a number at 'port' (line 1, column 9)",
                "{\"port\":99999999999}|it must be a number from -2147483648 to 2147483647 at 'port' (line 1, column 20)",
                "{\"port\":-99999999999}|it must be a number from -2147483648 to 2147483647 at"
                        + " 'port' (line 1, column 21)",
                "{\"open\":\"x\"}|it must be true or false at 'open' (line 1, column 9)",
                "{\"word\":\"x\"}|it must be one of ONE, other at 'word' (line 1, column 9)",
                "{\"tags\":1}|it must be a list at 'tags' (line 1, column 9)",
                "{\"parts\":[]}|it must be an object at 'parts' (line 1, column 10)",
                "{\"parts\":{\"a\":{\"size\":[]}}}|it must be a number at 'parts.a.size' (line 1, column 23)",
            })
    void what_is_wrong_is_said_in_one_sentence(String text, String sentence) {
        assertThatThrownBy(
                        () ->
                                WireJson.read(
                                        JSON,
                                        text.getBytes(StandardCharsets.UTF_8),
                                        Document.class,
                                        "it"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"cloud\":5}|cloud|it must be text at 'cloud' (line 1, column 10)",
                "{\"labels\":{\"a\":5}}|labels.a|it must be text at 'labels.a' (line 1, column 16)",
                "{\"reusable\":\"true\"}|reusable|it must be true or false at 'reusable' (line 1, column 13)",
                "{\"server\":{}}|server|it must be text at 'server' (line 1, column 12)",
                "{\"labels\":{\"a\":[]}}|labels.a|it must be text at 'labels.a' (line 1, column 16)",
                "{\"ttl\":\"1h\"}|ttl|it must be a time span such as PT1H30M at 'ttl' (line 1,"
                        + " column 8)",
                "{\"cloud\":\"A b\"}|cloud|it at 'cloud': name 'A b' is not a plain DNS label: use 1"
                        + " to 63 of a-z, 0-9 and inner hyphens",
            })
    void a_wrong_field_is_told_by_what_is_written_for_it(
            String text, String field, String sentence) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> WireJson.read(JSON, bytes, TokenRequest.class, "it"))
                .isInstanceOfSatisfying(
                        InvalidInput.class, e -> assertThat(e.field()).contains(field))
                .hasMessage(sentence);
    }

    record Machine(String name, Facts facts, Size size) {
        Machine {
            name = name.strip();
        }
    }

    record Size(int cores) {
        Size {
            if (cores < 1) {
                throw InvalidInput.inField("cores", "no machine is without a core");
            }
        }
    }

    record Machines(List<Machine> machines) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|machines[0].name|it lacks 'machines[0].name'",
                "{\"name\":null}|machines[0].name|it lacks 'machines[0].name'",
                "{\"size\":{}}|machines[0].size.cores|it lacks 'machines[0].size.cores'",
                "{\"facts\":[]}|machines[0].facts|it must be an object at 'machines[0].facts' (line 1,"
                        + " column 23)",
                "{\"size\":{\"cores\":0}}|machines[0].size.cores|it at 'machines[0].size': no machine"
                        + " is without a core",
            })
    void what_the_record_itself_refuses_is_told_with_its_field(
            String machine, String field, String sentence) {
        byte[] bytes = "{\"machines\":[%s]}".formatted(machine).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> WireJson.read(JSON, bytes, Machines.class, "it"))
                .isInstanceOfSatisfying(
                        InvalidInput.class, e -> assertThat(e.field()).contains(field))
                .hasMessage(sentence);
    }

    record Shelf(List<Content> contents) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|contents[0].kind|it lacks 'contents[0].kind' (line 1, column 15)",
                "{\"kind\":null}|contents[0].kind|it lacks 'contents[0].kind' (line 1, column 26)",
                "{\"kind\":\"x\"}|contents[0]|it has the unknown type 'x' at 'contents[0]' (line 1,"
                        + " column 22)",
            })
    void what_does_not_say_of_which_kind_it_is_is_told_the_missing_field(
            String content, String field, String sentence) {
        byte[] bytes = "{\"contents\":[%s]}".formatted(content).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> WireJson.read(JSON, bytes, Shelf.class, "it"))
                .isInstanceOfSatisfying(
                        InvalidInput.class, e -> assertThat(e.field()).contains(field))
                .hasMessage(sentence);
    }

    @ParameterizedTest
    @CsvSource({"90", "10000"})
    void what_is_nested_without_end_is_refused_with_its_place(int deep) {
        byte[] bytes = ("{\"x\":" + "[".repeat(deep)).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> WireJson.read(JSON, bytes, Document.class, "it"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageMatching(
                        "it is nested too deeply, or a name or number in it is too long"
                                + " \\(line 1, column [0-9]+\\)");
    }

    @Test
    void a_document_of_more_parts_than_are_taken_is_refused() {
        JsonMapper careful = WireJson.mapper(10);

        assertThat(careful.readTree("[1,2,3,4,5,6,7,8]")).hasSize(8);
        assertThatThrownBy(() -> careful.readTree("[1,2,3,4,5,6,7,8,9]"))
                .isInstanceOf(StreamConstraintsException.class);
    }
}
