package io.labctl.cli.config;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One value's place in the config, written {@code current-context} or {@code contexts.lab.ca}. */
sealed interface ConfigKey {
    String CURRENT = "current-context";
    String PREFIX = "contexts.";

    record Current() implements ConfigKey {}

    record InContext(String context, String key) implements ConfigKey {}

    /** Refuses what can be no key and names the nearest that can. */
    static ConfigKey parse(String text, LabctlConfig config) {
        if (text.equals(CURRENT)) {
            return new Current();
        }
        int dot = text.lastIndexOf('.');
        if (text.startsWith(PREFIX) && dot > PREFIX.length()) {
            String key = text.substring(dot + 1);
            String context = text.substring(PREFIX.length(), dot);
            ConfigRules.contextName(context).ifPresent(ConfigKey::refuse);
            if (ContextConfig.KEYS.contains(key)) {
                return new InContext(context, key);
            }
        }
        throw new InvalidInput(
                "unknown config key '%s'%s (current-context, or contexts.NAME.%s)"
                        .formatted(
                                Printable.of(text),
                                Suggestion.hint(text, possible(text, config)),
                                String.join("|", ContextConfig.KEYS)));
    }

    static Map<String, String> all(LabctlConfig config) {
        var all = new LinkedHashMap<String, String>();
        Optional.ofNullable(config.currentContext()).ifPresent(name -> all.put(CURRENT, name));
        config.contexts()
                .forEach(
                        (name, context) ->
                                context.set()
                                        .forEach(
                                                (key, value) ->
                                                        all.put(PREFIX + name + "." + key, value)));
        return all;
    }

    default LabctlConfig set(LabctlConfig config, String value) {
        return switch (this) {
            case Current() -> config.current(value);
            case InContext(String context, String key) ->
                    config.with(
                            context,
                            config.contexts()
                                    .getOrDefault(context, ContextConfig.EMPTY)
                                    .with(key, value));
        };
    }

    /** The last word of the key, which decides what its value may be. */
    default String word() {
        return switch (this) {
            case Current() -> CURRENT;
            case InContext(String _, String key) -> key;
        };
    }

    private static List<String> possible(String text, LabctlConfig config) {
        var possible = new ArrayList<>(List.of(CURRENT));
        var names = new ArrayList<>(config.contexts().keySet());
        int dot = text.lastIndexOf('.');
        if (text.startsWith(PREFIX) && dot > PREFIX.length()) {
            names.add(text.substring(PREFIX.length(), dot));
        }
        for (String name : names) {
            ContextConfig.KEYS.forEach(key -> possible.add(PREFIX + name + "." + key));
        }
        return possible;
    }

    private static void refuse(String fault) {
        throw new InvalidInput(fault);
    }
}
