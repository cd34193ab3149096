package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.faults;
import static io.labctl.catalog.module.testing.Declares.module;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.FileDeclaration;
import io.labctl.catalog.module.Plan;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much one module may ask for. */
class MostOfOneModuleTest {
    @Test
    void a_module_may_declare_twenty_thousand_resources() {
        assertThat(faults(module("crowd", (_, plan) -> files(plan, 20_000)))).isEmpty();

        assertThat(faults(module("crowd", (_, plan) -> files(plan, 20_001))))
                .singleElement()
                .asString()
                .startsWith("module crowd: ")
                .endsWith("module declares more than 20000 resources");
    }

    @Test
    void each_module_may_declare_as_many() {
        assertThat(
                        faults(
                                module("one", (_, plan) -> files(plan, 15_000)),
                                module("other", (_, plan) -> plan.file("/other").content(""))))
                .isEmpty();
    }

    @Test
    void a_module_may_draw_a_hundred_thousand_edges() {
        assertThat(faults(module("web", (_, plan) -> edges(plan, 1_000, 100)))).isEmpty();

        assertThat(faults(module("web", (_, plan) -> edges(plan, 1_000, 101))))
                .containsExactly(
                        "module web: module says more than 100000 times what comes after what");
    }

    private static FileDeclaration[] files(Plan plan, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> plan.file("/f" + i).content(""))
                .toArray(FileDeclaration[]::new);
    }

    /** From each of some to each of some others. */
    private static void edges(Plan plan, int from, int to) {
        FileDeclaration[] first = files(plan, to);
        IntStream.range(0, from).forEach(i -> plan.file("/later" + i).content("").after(first));
    }
}
