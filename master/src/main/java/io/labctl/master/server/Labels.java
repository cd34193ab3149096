package io.labctl.master.server;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server's labels. Keys are made of letters, digits and {@code . _ / -}, values may also be
 * empty; both have at most 63 characters.
 */
public record Labels(SortedMap<String, String> values) {
    private static final Pattern KEY =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?");
    private static final Pattern VALUE =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._/:-]{0,61}[A-Za-z0-9])?)?");
    private static final TypeReference<TreeMap<String, String>> MAP = new TypeReference<>() {};

    public Labels {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        values.forEach(Labels::check);
    }

    /** As they are stored: a JSON object with its keys in order. */
    public String stored(JsonMapper json) {
        return json.writeValueAsString(values);
    }

    public static Labels ofStored(String text, JsonMapper json) {
        return new Labels(json.readValue(text, MAP));
    }

    private static void check(String key, String value) {
        if (!KEY.matcher(key).matches() || !VALUE.matcher(value).matches()) {
            throw InvalidInput.inField(
                    "labels",
                    "label '%s=%s' has other characters than letters, digits and inner . _ / -, or is longer than 63"
                            .formatted(Printable.of(key), Printable.of(value)));
        }
    }
}
