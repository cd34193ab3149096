package io.labctl.master.server;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Label;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A server's labels, in the order of their keys. */
public record Labels(SortedMap<String, String> values) {
    private static final TypeReference<TreeMap<String, String>> MAP = new TypeReference<>() {};

    public Labels {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        values.forEach(Labels::check);
    }

    boolean haveAll(Collection<Label> wanted) {
        return wanted.stream().allMatch(label -> label.value().equals(values.get(label.key())));
    }

    /** As they are stored: a JSON object with its keys in order. */
    public String stored(JsonMapper json) {
        return json.writeValueAsString(values);
    }

    public static Labels ofStored(String text, JsonMapper json) {
        return new Labels(json.readValue(text, MAP));
    }

    private static void check(String key, String value) {
        try {
            Label.checkKey(key);
            Label.checkValue(value);
        } catch (InvalidInput e) {
            throw InvalidInput.inField("labels", e.sentence());
        }
    }
}
