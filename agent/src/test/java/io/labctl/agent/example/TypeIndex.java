package io.labctl.agent.example;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** The list of all resource types. */
final class TypeIndex {
    private static final String START =
            """
            # Resource types

            What a [module](../../site-and-modules.md#writing-a-module) can declare, one page a type. These pages are
            written by the build from the types' own source; their examples, which begin with the imports of the
            module that they are part of, are applied, spoilt, repaired and taken away on a real system by its tests.

            | type | |
            |---|---|
            """;

    private TypeIndex() {}

    static String of(List<TypeExample> examples) throws IOException {
        var page = new StringBuilder(START);
        for (TypeExample each : sorted(examples)) {
            page.append(
                    "| [%1$s](%1$s.md) | %2$s |\n".formatted(each.type(), TypePage.sentence(each)));
        }
        return page.toString();
    }

    private static List<TypeExample> sorted(List<TypeExample> examples) {
        return examples.stream().sorted(Comparator.comparing(TypeExample::type)).toList();
    }
}
