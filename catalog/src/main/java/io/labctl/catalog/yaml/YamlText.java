package io.labctl.catalog.yaml;

import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Values written as YAML 1.2, in the form that people write. */
public final class YamlText {
    private YamlText() {}

    /**
     * A document that ends with a line feed.
     *
     * @param value maps, iterables, strings, numbers, booleans and null
     */
    public static String of(Object value) {
        var settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        return new Dump(settings).dumpToString(value);
    }
}
