package io.labctl.catalog.yaml;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Writes strings in double quotes, and keys without, as far as they are no words of YAML 1.1. */
final class QuotedStrings extends StandardRepresenter {
    private static final Set<String> WORDS =
            Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "~");

    QuotedStrings(DumpSettings form) {
        super(form);
        representers.put(String.class, text -> quoted(text.toString()));
    }

    @Override
    protected NodeTuple representMappingEntry(Map.Entry<?, ?> entry) {
        return new NodeTuple(key(entry.getKey().toString()), representData(entry.getValue()));
    }

    private Node key(String name) {
        return WORDS.contains(name.toLowerCase(Locale.ROOT))
                ? quoted(name)
                : representScalar(Tag.STR, name, ScalarStyle.PLAIN);
    }

    private Node quoted(String text) {
        return representScalar(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED);
    }
}
