package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.compiled;
import static io.labctl.catalog.module.testing.Declares.module;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.module.BoundModule;
import io.labctl.catalog.module.Compiled;
import io.labctl.catalog.module.Declaration;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.CheckResource;
import io.labctl.catalog.wire.CatalogBytes;
import io.labctl.catalog.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OrderingFuzzTest {
    /** One declaration: which kind, and which of the declarations it shall come after. */
    record Wish(int kind, int name, boolean absent, List<Integer> after) {}

    @Provide
    Arbitrary<List<Wish>> wishes() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(false, false, false, true),
                        Arbitraries.integers().between(0, 14).list().ofMaxSize(2))
                .as(Wish::new)
                .list()
                .ofMaxSize(14);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void any_declarations_give_an_order_that_can_be_applied_or_faults_with_sentences(
            @ForAll("wishes") List<Wish> wishes) {
        switch (compiled(declaring(wishes))) {
            case Compiled.Failed(List<Fault> faults) ->
                    assertThat(faults)
                            .isNotEmpty()
                            .allSatisfy(each -> assertThat(each.message()).isNotBlank());
            case Compiled.Done(Catalog catalog) -> {
                // That every edge leads to an earlier entry is what Catalog's constructor proves.
                assertThat(checksFrom(catalog.entries())).allMatch(OrderingFuzzTest::isCheck);
                assertThat(bytes(catalog)).isEqualTo(bytes(again(wishes)));
            }
        }
    }

    private static BoundModule declaring(List<Wish> wishes) {
        return module(
                "alpha",
                (_, plan) -> {
                    var made = new ArrayList<Declaration<?>>();
                    for (Wish wish : wishes) {
                        made.add(declared(plan, wish));
                    }
                    for (int i = 0; i < wishes.size(); i++) {
                        for (int earlier : wishes.get(i).after()) {
                            if (earlier < made.size()) {
                                made.get(i).after(made.get(earlier));
                            }
                        }
                    }
                });
    }

    private static Declaration<?> declared(Plan plan, Wish wish) {
        String path = "/d" + wish.name() % 3 + "/e" + wish.name();
        return switch (wish.kind()) {
            case 0 -> wish.absent() ? plan.file(path).absent() : plan.file(path).owner("u1");
            case 1 -> wish.absent() ? plan.directory(path).absent() : plan.directory(path);
            case 2 ->
                    wish.absent()
                            ? plan.user("u" + wish.name()).absent()
                            : plan.user("u" + wish.name());
            case 3 -> plan.check("c" + wish.name()).command("true");
            default -> plan.directory("/d" + wish.name() % 3);
        };
    }

    private static Catalog again(List<Wish> wishes) {
        return TestedCatalog.of(compiled(declaring(wishes))).catalog();
    }

    private static List<CatalogEntry> checksFrom(List<CatalogEntry> entries) {
        return entries.stream().dropWhile(each -> !isCheck(each)).toList();
    }

    private static boolean isCheck(CatalogEntry entry) {
        return entry.resource() instanceof CheckResource;
    }

    private static byte[] bytes(Catalog catalog) {
        return CatalogBytes.of(catalog, WireJson.mapper()).bytes();
    }
}
