package io.labctl.catalog.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "{} {}|it has something behind its end (line 1, column 4)",
                "[1]|it has no object (line 1, column 1)",
                "\"x\"|it has no object (line 1, column 1)",
                "{\"name\":{}}|it has no text at 'name' (line 1, column 9)",
                "{\"port\":\"x\"}|it has no number at 'port' (line 1, column 9)",
                "{\"port\":99999999999}|it has a number that is too large at 'port' (line 1, column 20)",
                "{\"open\":\"x\"}|it has neither true nor false at 'open' (line 1, column 9)",
                "{\"word\":\"x\"}|it has no known word at 'word' (line 1, column 9)",
                "{\"tags\":1}|it has no list at 'tags' (line 1, column 9)",
                "{\"parts\":[]}|it has no object at 'parts' (line 1, column 10)",
                "{\"parts\":{\"a\":{\"size\":[]}}}|it has no number at 'parts.a.size' (line 1, column 23)",
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
    @CsvSource({"90", "10000"})
    void what_is_nested_without_end_is_refused(int deep) {
        byte[] bytes = ("{\"x\":" + "[".repeat(deep)).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> WireJson.read(JSON, bytes, Document.class, "it"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(
                        "it is nested too deeply, or a name or number in it is too long");
    }
}
