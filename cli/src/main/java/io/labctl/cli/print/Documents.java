package io.labctl.cli.print;

import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.yaml.YamlText;

/** Values in the wire's own form for programs to read: the same keys in JSON and in YAML. */
public final class Documents {
    private Documents() {}

    public static String json(Object value) {
        return WireJson.indented(WireJson.mapper(), value);
    }

    /** As the agent writes it too: all strings are quoted. */
    public static String yaml(Object value) {
        return YamlText.quoted(WireJson.mapper().convertValue(value, Object.class)).stripTrailing();
    }

    public static String of(Format format, Object value) {
        return format == Format.YAML ? yaml(value) : json(value);
    }
}
