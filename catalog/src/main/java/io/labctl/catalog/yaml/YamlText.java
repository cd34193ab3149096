package io.labctl.catalog.yaml;

import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Values written as YAML 1.2: maps, iterables, strings, numbers, booleans and null. */
public final class YamlText {
    private YamlText() {}

    /** A document that ends with a line feed, in the form that people write. */
    public static String of(Object value) {
        return new Dump(form()).dumpToString(value);
    }

    /**
     * A document that ends with a line feed, for programs to read: all strings are quoted, so that
     * no reader of YAML 1.1 takes {@code no} for a boolean.
     */
    public static String quoted(Object value) {
        DumpSettings form = form();
        return new Dump(form, new QuotedStrings(form)).dumpToString(value);
    }

    private static DumpSettings form() {
        return DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setDereferenceAliases(true) // a value that stands in two places is written twice
                .setSchema(new CoreSchema()) // quotes the text ~, which is null to a reader
                .build();
    }
}
