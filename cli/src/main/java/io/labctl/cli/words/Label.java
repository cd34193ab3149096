package io.labctl.cli.words;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A label as it is written on the command line, {@code key=value}; the value may be empty. */
public record Label(String key, String value) {
    public static Label parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new InvalidInput(
                    "label '%s' is not written key=value".formatted(Printable.of(text)));
        }
        return new Label(text.substring(0, equals), text.substring(equals + 1));
    }

    /** Refuses a key that is given twice with different values. */
    public static SortedMap<String, String> map(List<Label> labels) {
        var map = new TreeMap<String, String>();
        for (Label label : labels) {
            String before = map.putIfAbsent(label.key, label.value);
            if (before != null && !before.equals(label.value)) {
                throw new InvalidInput(
                        "label '%s' is given twice, as '%s' and as '%s'"
                                .formatted(
                                        Printable.of(label.key),
                                        Printable.of(before),
                                        Printable.of(label.value)));
            }
        }
        return map;
    }

    @Override
    public String toString() {
        return key + "=" + value;
    }
}
