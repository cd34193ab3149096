package io.labctl.catalog.yaml;

import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Values written as YAML 1.2, in the form that people write. */
public final class YamlText {
    private YamlText() {}

    /**
     * A document that ends with a line feed.
     *
     * @param value maps, iterables, strings, numbers, booleans and null
     */
    public static String of(Object value) {
        var form =
                DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setSchema(new CoreSchema()) // quotes the text ~, which is null to a reader
                        .build();
        return new Dump(form).dumpToString(value);
    }
}
