package io.labctl.cli.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One labd as the config file knows it, values as written there; the environment may fill in what
 * is missing.
 */
public record ContextConfig(
        @Nullable String server,
        @Nullable String ca,
        @Nullable String certificate,
        @Nullable String key) {
    static final List<String> KEYS = List.of("server", "ca", "certificate", "key");
    static final ContextConfig EMPTY = new ContextConfig(null, null, null, null);

    @Nullable String get(String name) {
        return switch (name) {
            case "server" -> server;
            case "ca" -> ca;
            case "certificate" -> certificate;
            case "key" -> key;
            default -> throw new IllegalArgumentException(name);
        };
    }

    ContextConfig with(String name, @Nullable String value) {
        return switch (name) {
            case "server" -> new ContextConfig(value, ca, certificate, key);
            case "ca" -> new ContextConfig(server, value, certificate, key);
            case "certificate" -> new ContextConfig(server, ca, value, key);
            case "key" -> new ContextConfig(server, ca, certificate, value);
            default -> throw new IllegalArgumentException(name);
        };
    }

    Map<String, String> set() {
        var set = new LinkedHashMap<String, String>();
        for (String name : KEYS) {
            String value = get(name);
            if (value != null) {
                set.put(name, value);
            }
        }
        return set;
    }
}
