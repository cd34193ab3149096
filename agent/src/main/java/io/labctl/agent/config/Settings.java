package io.labctl.agent.config;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A flat YAML mapping of names to texts that remembers lines and collects faults. */
final class Settings {
    private record Setting(String value, int line) {}

    private final String file;
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    private Settings(String file) {
        this.file = file;
    }

    static Settings parse(String file, String text) {
        var settings = new Settings(file);
        try {
            new Compose(LoadSettings.builder().build())
                    .composeString(text)
                    .ifPresent(settings::addAll);
        } catch (MarkedYamlEngineException e) {
            settings.fault(e.getProblemMark().map(Settings::line).orElse(1), problem(e));
        } catch (YamlEngineException e) {
            settings.fault(1, "is not YAML: " + Printable.of(String.valueOf(e.getMessage())));
        }
        return settings;
    }

    /** Names every setting that is not among the known ones. */
    void allow(Set<String> known) {
        settings.forEach(
                (name, setting) -> {
                    if (!known.contains(name)) {
                        fault(
                                setting.line(),
                                "unknown setting '%s'%s"
                                        .formatted(
                                                Printable.of(name), Suggestion.hint(name, known)));
                    }
                });
    }

    boolean has(String name) {
        return settings.containsKey(name);
    }

    /** The value under that name; empty when there is none, or when it is a fault. */
    <T> Optional<T> read(String name, Function<String, T> parse) {
        Setting setting = settings.get(name);
        if (setting == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(setting.value()));
        } catch (InvalidInput e) {
            fault(setting.line(), "%s: %s".formatted(name, e.sentence()));
            return Optional.empty();
        }
    }

    void faultAt(String name, String sentence) {
        Setting setting = settings.get(name);
        fault(setting == null ? 1 : setting.line(), sentence);
    }

    void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new InvalidInput(String.join("\n", faults));
        }
    }

    private void addAll(Node root) {
        if (!(root instanceof MappingNode mapping)) {
            fault(1, "is not a list of settings such as 'interval: 30m'");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            add(tuple.getKeyNode(), tuple.getValueNode());
        }
    }

    private void add(Node key, Node value) {
        int line = key.getStartMark().map(Settings::line).orElse(1);
        if (!(key instanceof ScalarNode name) || !(value instanceof ScalarNode text)) {
            fault(line, "a setting is one name and one value");
            return;
        }
        if (settings.putIfAbsent(name.getValue(), new Setting(text.getValue(), line)) != null) {
            fault(line, "setting '%s' occurs twice".formatted(Printable.of(name.getValue())));
        }
    }

    private void fault(int line, String sentence) {
        faults.add("%s:%d: %s".formatted(file, line, sentence));
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }

    private static String problem(MarkedYamlEngineException e) {
        return "is not YAML: " + Printable.of(String.valueOf(e.getProblem()));
    }
}
