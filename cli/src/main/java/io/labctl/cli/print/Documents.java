package io.labctl.cli.print;

import io.labctl.catalog.wire.WireJson;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Values in the wire's own form for programs to read: the same keys in JSON and in YAML. */
public final class Documents {
    private Documents() {}

    public static String json(Object value) {
        return WireJson.indented(WireJson.mapper(), value);
    }

    /**
     * All strings are quoted, so that no reader of YAML 1.1 takes {@code no} for a boolean. So does
     * {@link io.labctl.catalog.yaml.YamlText#quoted}, for the agent, which does without this
     * library.
     */
    public static String yaml(Object value) {
        var yaml = YAMLMapper.builder().disable(YAMLWriteFeature.WRITE_DOC_START_MARKER).build();
        return yaml.writeValueAsString(WireJson.mapper().valueToTree(value)).stripTrailing();
    }

    public static String of(Format format, Object value) {
        return format == Format.YAML ? yaml(value) : json(value);
    }
}
