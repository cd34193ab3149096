package io.labctl.agent.type.sysctl;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.resource.SysctlName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file of sysctl.d(5).
 *
 * @param path as messages call it
 * @param values by the setting's name with dots; of several for one name, the last
 */
record SettingsFile(String path, Map<String, String> values) {
    SettingsFile {
        values = Map.copyOf(values);
    }

    /** Lines that name no single setting, such as patterns, are passed over. */
    static SettingsFile of(String path, String text) {
        var values = new HashMap<String, String>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#") && !line.startsWith(";"))
                .forEach(line -> read(line, values));
        return new SettingsFile(path, values);
    }

    private static void read(String line, Map<String, String> values) {
        int equals = line.indexOf('=');
        if (equals > 0) {
            String before = line.substring(0, equals).strip();
            name(before.startsWith("-") ? before.substring(1) : before)
                    .ifPresent(name -> values.put(name, plain(line.substring(equals + 1))));
        }
    }

    private static Optional<String> name(String text) {
        try {
            return Optional.of(new SysctlName(text).value());
        } catch (InvalidInput _) {
            return Optional.empty();
        }
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The kernel parts the words of a value by tabs, people by blanks. */
    static String plain(String value) {
        return value.strip().replaceAll("\\s+", " ");
    }
}
