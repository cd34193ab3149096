package io.labctl.cli.config;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Default;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The config file as it is written; what a value may be is said by {@link ConfigRules}. */
record ConfigForm(Optional<Text> currentContext, @Default Map<String, Context> contexts) {
    record Context(
            Optional<Address> server,
            Optional<Text> ca,
            Optional<Text> certificate,
            Optional<Text> key) {
        ContextConfig config() {
            return new ContextConfig(
                    server.map(Address::url).orElse(null), text(ca), text(certificate), text(key));
        }
    }

    record Address(String url) {
        Address {
            check("server", url);
        }
    }

    record Text(String text) {
        Text {
            check("value", text);
        }
    }

    LabctlConfig config() {
        SortedMap<String, ContextConfig> configs = new TreeMap<>();
        contexts.forEach((name, context) -> configs.put(name, context.config()));
        return new LabctlConfig(text(currentContext), configs);
    }

    private static void check(String key, String value) {
        ConfigRules.value(key, value)
                .ifPresent(
                        fault -> {
                            throw new InvalidInput(fault);
                        });
    }

    private static @Nullable String text(Optional<Text> value) {
        return value.map(Text::text).orElse(null);
    }
}
