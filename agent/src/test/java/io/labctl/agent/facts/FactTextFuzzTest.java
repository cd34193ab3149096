package io.labctl.agent.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.error.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a file or a script says, it gives facts or one sentence. */
class FactTextFuzzTest {
    @Property
    void bytes_give_facts_or_a_sentence(@ForAll byte[] bytes) {
        judge(FactText::yaml, bytes);
        judge(FactText::json, bytes);
        judge(FactText::lines, bytes);
    }

    @Property
    void texts_give_facts_or_a_sentence(@ForAll("texts") String text) {
        judge(FactText::yaml, text.getBytes(StandardCharsets.UTF_8));
        judge(FactText::json, text.getBytes(StandardCharsets.UTF_8));
        judge(FactText::lines, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void judge(Function<byte[], Map<String, Object>> reading, byte[] given) {
        try {
            reading.apply(given).values().forEach(FactTextFuzzTest::mustBeFact);
        } catch (InvalidInput e) {
            assertThat(e.sentence()).isNotBlank();
        }
    }

    /** The kinds of {@link io.labctl.facts.MachineFacts}. */
    private static void mustBeFact(Object value) {
        switch (value) {
            case Map<?, ?> map -> map.values().forEach(FactTextFuzzTest::mustBeFact);
            case List<?> list -> list.forEach(FactTextFuzzTest::mustBeFact);
            default ->
                    assertThat(value)
                            .isInstanceOfAny(String.class, Long.class, Double.class, Boolean.class);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a",
                        "b-c",
                        "\n",
                        " ",
                        "  ",
                        ":",
                        ": ",
                        "=",
                        "- ",
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        "\"",
                        "'",
                        "1",
                        "1.5",
                        "-7e3",
                        "99999999999999999999",
                        ".",
                        "true",
                        "~",
                        "null",
                        "#",
                        "|",
                        "&x",
                        "*x",
                        "!!int",
                        "\t",
                        "\u0000",
                        "é")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }
}
