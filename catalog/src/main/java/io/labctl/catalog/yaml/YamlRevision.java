package io.labctl.catalog.yaml;

import io.labctl.catalog.bind.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/**
 * A person's YAML file brought to hold other values: what stays the same keeps its place, its
 * comments and its quotes, what is new comes last in its map.
 */
public final class YamlRevision {
    private static final int USUAL_INDENT = 2;
    private static final int WIDEST_INDENT = 10;

    private final DumpSettings form;
    private final StandardRepresenter representer;

    private YamlRevision(int indent) {
        form =
                YamlText.form()
                        .setDumpComments(true)
                        .setIndent(indent)
                        .setWidth(Integer.MAX_VALUE) // a long line is a person's own
                        .build();
        representer = new StandardRepresenter(form);
    }

    /**
     * The file with these values and no others.
     *
     * @param old one document without faults, which is empty or a map
     * @param wanted maps and strings
     */
    public static String of(String old, Map<String, ?> wanted) {
        byte[] bytes = old.getBytes(StandardCharsets.UTF_8);
        if (YamlDocument.read("", bytes).root() instanceof Value.Nothing) {
            String comments = old.isEmpty() || old.endsWith("\n") ? old : old + "\n";
            return comments + YamlText.of(wanted); // the composer makes nothing of them
        }
        var settings = LoadSettings.builder().setParseComments(true).build();
        return new Compose(settings)
                .composeString(old)
                .filter(MappingNode.class::isInstance)
                .map(MappingNode.class::cast)
                .map(root -> new YamlRevision(indent(root)).text(root, wanted))
                .orElseGet(() -> YamlText.of(wanted));
    }

    /** How far a map in this one is moved to the right. */
    private static int indent(MappingNode root) {
        return root.getValue().stream()
                .map(NodeTuple::getValueNode)
                .filter(MappingNode.class::isInstance)
                .filter(node -> ((MappingNode) node).getFlowStyle() == FlowStyle.BLOCK)
                .flatMap(node -> node.getStartMark().stream())
                .mapToInt(Mark::getColumn)
                .filter(column -> column > 0 && column <= WIDEST_INDENT)
                .findFirst()
                .orElse(USUAL_INDENT);
    }

    private String text(MappingNode root, Map<String, ?> wanted) {
        revise(root, wanted);
        return new Present(form)
                .emitToString(new Serialize(form).serializeOne(root).iterator())
                .replaceAll("(?m)^ +$", "");
    }

    private void revise(MappingNode map, Map<?, ?> wanted) {
        var fresh = new LinkedHashMap<Object, Object>(wanted);
        List<NodeTuple> tuples = new ArrayList<>();
        for (NodeTuple each : map.getValue()) {
            Object value = fresh.remove(((ScalarNode) each.getKeyNode()).getValue());
            if (value != null) {
                tuples.add(new NodeTuple(each.getKeyNode(), revised(each.getValueNode(), value)));
            }
        }
        if (tuples.isEmpty()) {
            map.setFlowStyle(FlowStyle.BLOCK);
        }
        fresh.forEach(
                (key, value) ->
                        tuples.add(
                                new NodeTuple(
                                        representer.represent(key), representer.represent(value))));
        map.setValue(tuples);
    }

    private Node revised(Node old, Object wanted) {
        if (old instanceof MappingNode map && wanted instanceof Map<?, ?> values) {
            revise(map, values);
            return map;
        }
        if (old instanceof ScalarNode scalar && scalar.getValue().equals(wanted)) {
            return scalar;
        }
        Node fresh = representer.represent(wanted);
        fresh.setBlockComments(old.getBlockComments());
        fresh.setInLineComments(old.getInLineComments());
        fresh.setEndComments(old.getEndComments());
        return fresh;
    }
}
