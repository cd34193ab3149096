package io.labctl.catalog.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever comes over the wire becomes a value or one printable sentence. */
class WireJsonFuzzTest {
    private static final JsonMapper JSON = WireJson.mapper();

    /** Values that a field may not expect, as JSON. */
    private static final List<String> ODD =
            List.of(
                    "null",
                    "true",
                    "-1",
                    "1e400",
                    "1e999999999",
                    "-99999999999999999999999999",
                    "0.1",
                    "\"\"",
                    "\"\\u0000\\n\\ud800\"",
                    "\"PT999999999999999999999S\"",
                    "\"+1000000000-12-31T23:59:59Z\"",
                    "\"file[\"",
                    "\"lab://agent/a/b/c/d\"",
                    "[]",
                    "[null]",
                    "{}",
                    "{\"\":null}",
                    "{\"type\":\"\\u001bfile\"}",
                    "{\"\\u001b\\n\":[{}]}",
                    "[".repeat(70) + "]".repeat(70));

    @Property(tries = 1000)
    void any_bytes_are_a_value_or_a_sentence(
            @ForAll("types") Class<? extends Record> type, @ForAll byte[] bytes) {
        holds(type, bytes);
    }

    @Property(tries = 1000)
    void a_document_that_was_cut_or_scratched_is_a_value_or_a_sentence(
            @ForAll("documents") Record good, @ForAll int where, @ForAll byte scratch) {
        byte[] bytes = JSON.writeValueAsBytes(good);
        int at = Math.floorMod(where, bytes.length);

        holds(good.getClass(), Arrays.copyOf(bytes, at));
        bytes[at] = scratch;
        holds(good.getClass(), bytes);
    }

    @Property(tries = 3000)
    void a_document_with_something_odd_in_it_is_a_value_or_a_sentence(
            @ForAll("documents") Record good, @ForAll int where, @ForAll("oddities") String odd) {
        JsonNode tree = JSON.valueToTree(good);
        List<Runnable> changes = new ArrayList<>();
        collect(tree, "\u0001", changes);
        changes.get(Math.floorMod(where, changes.size())).run();
        String text = tree.toString().replace("\"\\u0001\"", odd);

        holds(good.getClass(), text.getBytes(StandardCharsets.UTF_8));
    }

    @Example
    void a_name_that_a_stranger_chose_cannot_write_on_a_terminal() {
        byte[] bytes = "{\"labels\":{\"\\u001b[2J\":[]}}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> WireJson.read(JSON, bytes, TokenRequest.class, "document"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("document must be text at 'labels.\\u001b[2J' (line 1");
    }

    @Provide
    Arbitrary<Record> documents() {
        return Arbitraries.of(WireDocuments.ALL);
    }

    @Provide
    Arbitrary<Class<? extends Record>> types() {
        return documents().map(Record::getClass);
    }

    @Provide
    Arbitrary<String> oddities() {
        Arbitrary<String> words =
                Combinators.combine(
                                Arbitraries.of("\"%s\"", "{\"%s\":1}", "{\"type\":\"%s\"}"),
                                Arbitraries.strings().alpha().numeric().ofMaxLength(20))
                        .as(String::formatted);
        return Arbitraries.oneOf(Arbitraries.of(ODD), words);
    }

    /** All the ways to put the mark in the place of one value of the tree. */
    private static void collect(JsonNode node, String mark, List<Runnable> changes) {
        switch (node) {
            case ObjectNode object ->
                    object.properties()
                            .forEach(
                                    each -> {
                                        String key = each.getKey();
                                        changes.add(() -> object.put(key, mark));
                                        changes.add(() -> object.remove(key));
                                        collect(each.getValue(), mark, changes);
                                    });
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    int position = i;
                    changes.add(() -> array.set(position, mark));
                    collect(array.get(i), mark, changes);
                }
            }
            default -> {}
        }
    }

    private static void holds(Class<? extends Record> type, byte[] bytes) {
        try {
            assertThat(WireJson.read(JSON, bytes, type, "document")).isNotNull();
        } catch (InvalidInput e) {
            assertThat(e.sentence())
                    .startsWith("document")
                    .isEqualTo(Printable.whole(e.sentence()))
                    .doesNotContain("Exception", "java.", "tools.jackson");
        }
    }
}
