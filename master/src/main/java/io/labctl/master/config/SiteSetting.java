package io.labctl.master.config;

import io.labctl.catalog.bind.Value;
import io.labctl.catalog.module.Fault;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks at the site that was asked for. One that is not there yet may come later, by git. */
final class SiteSetting {
    private SiteSetting() {}

    /** The site is something that can never become a folder; empty when all is well. */
    static Optional<Fault> fault(List<Value.Fields> layers) {
        return layers.reversed().stream()
                .map(layer -> Optional.ofNullable(layer.fields().get("site")))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Value.Field::value)
                .filter(value -> value instanceof Value.Scalar(_, String text, _) && isFile(text))
                .map(
                        value ->
                                value.place()
                                        .fault(
                                                null,
                                                "site %s is a file, not the folder with site.yaml"
                                                        .formatted(value.shown())));
    }

    private static boolean isFile(String text) {
        try {
            Path path = Path.of(text);
            return Files.exists(path) && !Files.isDirectory(path);
        } catch (InvalidPathException e) {
            return false; // told by the setting itself
        }
    }
}
