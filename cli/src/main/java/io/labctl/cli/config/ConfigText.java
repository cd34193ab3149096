package io.labctl.cli.config;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A person's config file, brought to hold other values by changing no more of its text than these:
 * a value where it stands, the lines of a key that goes, new lines below a map's last value; in
 * braces what stands between two commas. One is for one change.
 */
final class ConfigText {
    private final String text;
    private final List<Edit> edits = new ArrayList<>();
    private ConfigLines lines;

    /** What stands from one offset up to another gives way to something else. */
    private record Edit(int from, int to, String instead) {}

    private ConfigText(String text) {
        this.text = text;
        this.lines = new ConfigLines(ConfigLines.USUAL_STEP, text.contains("\r\n"));
    }

    /**
     * The text with these values as far as they can be edited into it, which reading it again
     * tells.
     *
     * @param old without faults, as a config file
     * @param wanted maps and strings
     */
    static String revised(String old, Map<String, ?> wanted) {
        boolean whole = old.isEmpty() || old.endsWith("\n");
        return new ConfigText(whole ? old : old + "\n").revised(wanted);
    }

    private String revised(Map<String, ?> wanted) {
        Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(text);
        if (root.orElse(null) instanceof MappingNode map) {
            lines = lines.stepping(step(map));
            revise(map, wanted);
        } else {
            edits.add(new Edit(text.length(), text.length(), lines.of(wanted, 0)));
        }
        return edited();
    }

    /** How far a map in this one stands to the right. */
    private static int step(MappingNode root) {
        return root.getValue().stream()
                .map(NodeTuple::getValueNode)
                .filter(ConfigText::isBlock)
                .mapToInt(map -> column(map) - column(root))
                .filter(step -> step > 0)
                .findFirst()
                .orElse(ConfigLines.USUAL_STEP);
    }

    private void revise(MappingNode map, Map<?, ?> wanted) {
        var fresh = new LinkedHashMap<Object, Object>(wanted);
        for (NodeTuple each : map.getValue()) {
            Object value = fresh.remove(((ScalarNode) each.getKeyNode()).getValue());
            if (value instanceof Map<?, ?> values) {
                revise(each, column(map), values);
            } else if (value != null) {
                replace(each.getValueNode(), value.toString());
            } else if (!isNothing(each.getValueNode())) {
                remove(each, map);
            }
        }
        if (!fresh.isEmpty()) {
            add(fresh, map);
        }
    }

    private void add(Map<?, ?> fresh, MappingNode map) {
        if (isBlock(map)) {
            insert(below(end(map), column(map)), lines.of(fresh, column(map)));
        } else if (map.getValue().isEmpty()) {
            insert(start(map) + 1, ConfigLines.inBraces(fresh));
        } else {
            insert(
                    end(map.getValue().getLast().getValueNode()),
                    ", " + ConfigLines.inBraces(fresh));
        }
    }

    private void revise(NodeTuple tuple, int column, Map<?, ?> wanted) {
        if (tuple.getValueNode() instanceof MappingNode map && !map.getValue().isEmpty()) {
            revise(map, wanted);
            if (wanted.isEmpty() && isBlock(map)) {
                insert(text.indexOf(':', end(tuple.getKeyNode())) + 1, " {}");
            }
        } else if (!wanted.isEmpty()) {
            Node nothing = tuple.getValueNode();
            int end = end(nothing);
            int colon = text.substring(0, start(nothing)).stripTrailing().length();
            edits.add(new Edit(colon, end, ""));
            insert(below(end, column + 1), lines.of(wanted, column + lines.step()));
        }
    }

    private void replace(Node value, String wanted) {
        boolean same = value instanceof ScalarNode scalar && scalar.getValue().equals(wanted);
        if (!same || isNothing(value)) {
            int start = start(value);
            int end = end(value);
            String space = start == end ? " " : "";
            edits.add(new Edit(start, end, space + ConfigLines.scalar(wanted, text.charAt(start))));
        }
    }

    private void remove(NodeTuple tuple, MappingNode map) {
        if (isBlock(map)) {
            removeLines(tuple, column(map));
        } else {
            removeBetweenCommas(tuple, map.getValue());
        }
    }

    /** A comment above it stays, for it may be about more; one to its right below it goes. */
    private void removeLines(NodeTuple tuple, int column) {
        int start = start(tuple.getKeyNode()) - column(tuple.getKeyNode());
        edits.add(new Edit(start, below(end(tuple.getValueNode()), column + 1), ""));
    }

    private void removeBetweenCommas(NodeTuple tuple, List<NodeTuple> all) {
        int at = all.indexOf(tuple);
        boolean first = at == 0;
        boolean alone = all.size() == 1;
        int from = first ? start(tuple.getKeyNode()) : end(all.get(at - 1).getValueNode());
        int to = first && !alone ? start(all.get(1).getKeyNode()) : end(tuple.getValueNode());
        edits.add(new Edit(from, to, ""));
    }

    private void insert(int at, String what) {
        edits.add(new Edit(at, at, what));
    }

    private String edited() {
        edits.sort(comparingInt(Edit::from));
        var out = new StringBuilder();
        int at = 0;
        for (Edit edit : edits) {
            out.append(text, at, Math.max(at, edit.from())).append(edit.instead());
            at = Math.max(at, edit.to());
        }
        return out.append(text, at, text.length()).toString();
    }

    /** Where the line after this offset begins, or after the comments there that belong to it. */
    private int below(int offset, int indent) {
        int below = nextLine(offset);
        for (int line = below; line < text.length(); line = nextLine(line)) {
            String there = text.substring(line, nextLine(line));
            boolean comment = there.strip().startsWith("#") && there.indexOf('#') >= indent;
            if (comment) {
                below = nextLine(line);
            } else if (!there.isBlank()) {
                break;
            }
        }
        return below;
    }

    private int nextLine(int offset) {
        int lineFeed = text.indexOf('\n', offset);
        return lineFeed < 0 ? text.length() : lineFeed + 1;
    }

    private static boolean isBlock(Node node) {
        return node instanceof MappingNode map && map.getFlowStyle() == FlowStyle.BLOCK;
    }

    private static boolean isNothing(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getValue().matches("|~|null");
    }

    private int start(Node node) {
        return offset(node.getStartMark());
    }

    /**
     * A map in lines ends with its last value, to the composer only where the next thing begins.
     */
    private int end(Node node) {
        if (node instanceof MappingNode map && isBlock(map)) {
            return end(map.getValue().getLast().getValueNode());
        }
        int end = offset(node.getEndMark());
        boolean lines =
                node instanceof ScalarNode scalar
                        && (scalar.getScalarStyle() == ScalarStyle.LITERAL
                                || scalar.getScalarStyle() == ScalarStyle.FOLDED);
        return lines ? text.substring(0, end).stripTrailing().length() : end;
    }

    /** A mark counts code points. */
    private int offset(Optional<Mark> mark) {
        return text.offsetByCodePoints(0, mark.orElseThrow().getIndex());
    }

    private static int column(Node node) {
        return node.getStartMark().orElseThrow().getColumn();
    }
}
