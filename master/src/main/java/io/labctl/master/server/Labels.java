package io.labctl.master.server;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.Label;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A server's labels, in the order of their keys. */
public record Labels(SortedMap<String, String> values) {
    private static final String ROLE = "role";
    private static final TypeReference<TreeMap<String, String>> MAP = new TypeReference<>() {};

    public Labels {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        values.forEach(Labels::check);
    }

    /** Whether all of these are here; a server's role counts as the label {@value #ROLE}. */
    boolean haveAll(Collection<Label> wanted, DnsLabel role) {
        return wanted.stream().allMatch(label -> label.value().equals(value(label.key(), role)));
    }

    private @Nullable String value(String key, DnsLabel role) {
        return values.containsKey(key) || !key.equals(ROLE) ? values.get(key) : role.value();
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
