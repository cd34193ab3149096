package io.labctl.agent.base;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.module.testing.CatalogOf;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.yaml.YamlDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The example of docs/reference/base-server.md, which has every part. */
final class PageExample {
    private static final Path PAGE = Path.of("../docs/reference/base-server.md");

    private static final String YAML = "```yaml\n";

    private PageExample() {}

    static Value.Fields read() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(YAML) + YAML.length();
        String text = page.substring(start, page.indexOf("```", start));
        var document =
                YamlDocument.read(PAGE.toString(), text.getBytes(StandardCharsets.UTF_8)).root();
        var module = ((Value.Fields) document).fields().get("base-server");
        return (Value.Fields) Objects.requireNonNull(module).value();
    }

    /** Of all parts but these. */
    static Catalog compiled(CatalogOf machine, Set<String> without) throws IOException {
        read().fields()
                .forEach(
                        (part, value) -> {
                            if (!without.contains(part)) {
                                machine.with(part, typed(value.value()));
                            }
                        });
        return machine.compile().catalog();
    }

    /** As the test kit wants them: what is in quotes in the example is text. */
    private static Object typed(Value value) {
        return switch (value) {
            case Value.Scalar(_, String text, boolean quoted) when !quoted ->
                    text.matches("[0-9]+")
                            ? (Object) Long.valueOf(text)
                            : text.matches("true|false") ? Boolean.valueOf(text) : text;
            case Value.Items(_, var items) -> items.stream().map(PageExample::typed).toList();
            case Value.Fields(_, var fields) ->
                    fields.entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey,
                                            each -> typed(each.getValue().value())));
            case Value.Scalar _, Value.Nothing _ -> value.plain();
        };
    }

    static List<String> packages(Catalog catalog) {
        return catalog.entries().stream()
                .map(CatalogEntry::resource)
                .filter(PackageResource.class::isInstance)
                .map(each -> ((PackageResource) each).name())
                .toList();
    }
}
