package io.labctl.cli.print;

import io.labctl.catalog.wire.WireJson;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Values in the wire's own form for programs to read: the same keys in JSON and in YAML. */
public final class Documents {
    private Documents() {}

    /** Indented by two spaces, ends without a line feed. */
    public static String json(Object value) {
        var indent = new DefaultIndenter("  ", "\n");
        var printer =
                new DefaultPrettyPrinter()
                        .withSeparators(
                                Separators.createDefaultInstance()
                                        .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                                        .withObjectEmptySeparator("")
                                        .withArrayEmptySeparator(""))
                        .withObjectIndenter(indent)
                        .withArrayIndenter(indent);
        return WireJson.mapper().writer().with(printer).writeValueAsString(value);
    }

    /** All strings are quoted, so that no reader of YAML 1.1 takes {@code no} for a boolean. */
    public static String yaml(Object value) {
        var yaml = YAMLMapper.builder().disable(YAMLWriteFeature.WRITE_DOC_START_MARKER).build();
        return yaml.writeValueAsString(WireJson.mapper().valueToTree(value)).stripTrailing();
    }

    public static String of(Format format, Object value) {
        return format == Format.YAML ? yaml(value) : json(value);
    }
}
