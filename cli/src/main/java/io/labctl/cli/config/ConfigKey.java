package io.labctl.cli.config;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One value's place in the config, written {@code current-context} or {@code contexts.lab.ca}. */
sealed interface ConfigKey {
    String CURRENT = "current-context";
    String PREFIX = "contexts.";

    record Current() implements ConfigKey {}

    record InContext(String context, String key) implements ConfigKey {
        LabctlConfig set(LabctlConfig config, String value) {
            return config.with(
                    context,
                    config.contexts().getOrDefault(context, ContextConfig.EMPTY).with(key, value));
        }
    }

    /** Refuses what can be no key and names the nearest that can. */
    static ConfigKey parse(String text) {
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
                                nearest(text).map(", did you mean '%s'?"::formatted).orElse(""),
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

    /** The last word of the key, which decides what its value may be. */
    default String word() {
        return switch (this) {
            case Current() -> CURRENT;
            case InContext(String _, String key) -> key;
        };
    }

    /** Word by word: a context may have any name, and a long one makes no other key near. */
    private static Optional<String> nearest(String text) {
        int first = text.indexOf('.');
        int last = text.lastIndexOf('.');
        if (first == last) {
            return Suggestion.nearest(text, List.of(CURRENT));
        }
        String context = text.substring(first + 1, last);
        return Suggestion.nearest(text.substring(0, first + 1), List.of(PREFIX))
                .filter(_ -> ConfigRules.contextName(context).isEmpty())
                .flatMap(_ -> Suggestion.nearest(text.substring(last + 1), ContextConfig.KEYS))
                .map(key -> PREFIX + context + "." + key);
    }

    private static void refuse(String fault) {
        throw new InvalidInput(fault);
    }
}
