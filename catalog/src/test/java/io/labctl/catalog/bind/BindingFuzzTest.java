package io.labctl.catalog.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class BindingFuzzTest {
    private static final Parameters<Sample> SAMPLE = Parameters.of(Sample.class);
    private static final Place PLACE = new Place("data/common.yaml", 1, 1);

    private Arbitrary<Value> trees(int depth) {
        return depth == 0
                ? scalars()
                : Arbitraries.oneOf(scalars(), lists(depth - 1), maps(depth - 1));
    }

    private Arbitrary<Value> scalars() {
        Arbitrary<String> texts =
                Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(12),
                        Arbitraries.of("30s", "true", "1e999", "9".repeat(40), "full"),
                        Arbitraries.integers().map(String::valueOf),
                        Arbitraries.doubles().map(String::valueOf));
        Arbitrary<Value> scalars =
                Combinators.combine(texts, Arbitraries.of(true, false))
                        .as((text, quoted) -> new Value.Scalar(PLACE, text, quoted));
        return Arbitraries.frequencyOf(
                Tuple.of(9, scalars), Tuple.of(1, Arbitraries.just(new Value.Nothing(PLACE))));
    }

    private Arbitrary<Value> lists(int depth) {
        return trees(depth).list().ofMaxSize(3).map(each -> new Value.Items(PLACE, each));
    }

    private Arbitrary<Value> maps(int depth) {
        return fields(4, depth).map(each -> each);
    }

    private Arbitrary<Value.Fields> fields(int most, int depth) {
        return Arbitraries.maps(keys(), trees(depth).map(each -> new Value.Field(PLACE, each)))
                .ofMaxSize(most)
                .map(each -> new Value.Fields(PLACE, each));
    }

    private static Arbitrary<String> keys() {
        return Arbitraries.oneOf(
                Arbitraries.of(SAMPLE.names()),
                Arbitraries.of("note", "tags", "weight", "text"),
                Arbitraries.strings().ofMaxLength(8));
    }

    @Provide
    Arbitrary<List<Value.Fields>> layers() {
        return fields(8, 3).list().ofMaxSize(4);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void any_layers_give_a_record_or_faults_with_sentences(
            @ForAll("layers") List<Value.Fields> layers) {
        switch (SAMPLE.bind("sample", layers, PLACE)) {
            case Binding.Ready<Sample>(Sample made) -> assertThat(made.title()).isNotNull();
            case Binding.Refused<Sample>(var faults) ->
                    assertThat(faults)
                            .isNotEmpty()
                            .allSatisfy(
                                    each -> {
                                        assertThat(each.message()).isNotBlank();
                                        assertThat(each.message())
                                                .doesNotContain("Exception", "\n");
                                        assertThat(each.file()).isNotNull();
                                    });
        }
    }
}
