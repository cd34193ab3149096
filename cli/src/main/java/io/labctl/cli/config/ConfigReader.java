package io.labctl.cli.config;

import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a config from YAML 1.2 and finds all its faults, each with its line. */
final class ConfigReader {
    private static final int DEEPEST = 8;
    private static final List<String> KEYS = List.of("current-context", "contexts");

    private final List<Fault> faults = new ArrayList<>();
    private LabctlConfig config = LabctlConfig.EMPTY;

    /** A config, and why it must not be used; it is right when there are no faults. */
    record Reading(LabctlConfig config, List<String> faults) {
        Reading {
            faults = List.copyOf(faults);
        }
    }

    /** What is wrong in one line, counted from 1; 0 when it is no line's fault. */
    private record Fault(int line, String sentence) {
        static Fault at(Optional<Mark> mark, String sentence) {
            return new Fault(mark.map(Mark::getLine).orElse(-1) + 1, sentence);
        }

        String text() {
            return line == 0 ? sentence : "line %d: %s".formatted(line, sentence);
        }
    }

    static Reading read(String yaml) {
        var reader = new ConfigReader();
        reader.document(yaml);
        return new Reading(
                reader.config,
                reader.faults.stream()
                        .sorted(Comparator.comparingInt(Fault::line))
                        .map(Fault::text)
                        .toList());
    }

    private void document(String yaml) {
        LoadSettings settings = LoadSettings.builder().setLabel("config").build();
        try {
            if (deeperThanAnyConfig(yaml, settings)) {
                faults.add(new Fault(0, "nested deeper than %d".formatted(DEEPEST)));
                return;
            }
            new Compose(settings).composeString(yaml).ifPresent(this::top);
        } catch (MarkedYamlEngineException e) {
            String problem = "not YAML: " + Printable.of(e.getProblem());
            faults.add(Fault.at(e.getProblemMark(), problem));
        } catch (YamlEngineException e) {
            faults.add(new Fault(0, "not YAML: " + Printable.of(firstLine(e))));
        }
    }

    /** The composer goes down recursively, the parser does not: look before it descends. */
    private static boolean deeperThanAnyConfig(String yaml, LoadSettings settings) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(yaml)) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                return true;
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
        return false;
    }

    private void top(Node root) {
        if (isNothing(root)) {
            return;
        }
        for (NodeTuple entry : entries(root, "the config", KEYS)) {
            if (text(entry.getKeyNode()).equals("current-context")) {
                scalar(entry, "current-context").ifPresent(name -> config = config.current(name));
            } else {
                contexts(entry.getValueNode());
            }
        }
    }

    private void contexts(Node node) {
        if (isNothing(node)) {
            return;
        }
        for (NodeTuple entry : entries(node, "contexts", null)) {
            String name = text(entry.getKeyNode());
            ConfigRules.contextName(name).ifPresent(fault -> fault(entry.getKeyNode(), fault));
            config = config.with(name, context(entry.getValueNode(), name));
        }
    }

    private ContextConfig context(Node node, String name) {
        ContextConfig context = ContextConfig.EMPTY;
        if (isNothing(node)) {
            return context;
        }
        String what = "context '%s'".formatted(Printable.of(name));
        for (NodeTuple entry : entries(node, what, ContextConfig.KEYS)) {
            String key = text(entry.getKeyNode());
            context = context.with(key, scalar(entry, key).orElse(null));
        }
        return context;
    }

    /** The entries whose keys are known and not repeated; all others become faults. */
    private List<NodeTuple> entries(Node node, String what, @Nullable List<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            fault(node, "%s is not a list of keys with values".formatted(what));
            return List.of();
        }
        Set<String> seen = new HashSet<>();
        var good = new ArrayList<NodeTuple>();
        for (NodeTuple entry : mapping.getValue()) {
            Optional<String> fault = keyFault(entry.getKeyNode(), known, seen);
            fault.ifPresentOrElse(
                    sentence -> fault(entry.getKeyNode(), sentence), () -> good.add(entry));
        }
        return good;
    }

    private static Optional<String> keyFault(
            Node node, @Nullable List<String> known, Set<String> seen) {
        if (!(node instanceof ScalarNode scalar)) {
            return Optional.of("a key is not a plain word");
        }
        String key = scalar.getValue();
        if (known != null && !known.contains(key)) {
            return Optional.of(
                    "unknown key '%s'%s".formatted(Printable.of(key), Suggestion.hint(key, known)));
        }
        return seen.add(key)
                ? Optional.empty()
                : Optional.of("key '%s' stands here twice".formatted(Printable.of(key)));
    }

    private Optional<String> scalar(NodeTuple entry, String key) {
        if (!(entry.getValueNode() instanceof ScalarNode scalar)) {
            fault(entry.getValueNode(), "%s is not one plain value".formatted(key));
            return Optional.empty();
        }
        Optional<String> fault = ConfigRules.value(key, scalar.getValue());
        fault.ifPresent(sentence -> fault(scalar, sentence));
        return fault.isPresent() ? Optional.empty() : Optional.of(scalar.getValue());
    }

    private void fault(Node node, String sentence) {
        faults.add(Fault.at(node.getStartMark(), sentence));
    }

    private static boolean isNothing(Node node) {
        return node instanceof ScalarNode scalar && scalar.getValue().isEmpty();
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static String firstLine(YamlEngineException e) {
        String message = e.getMessage();
        return message == null ? "not readable" : message.lines().findFirst().orElse("");
    }
}
