package io.labctl.catalog.bind;

import io.labctl.catalog.name.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One value of a data file that remembers where it was written. */
public sealed interface Value {
    Place place();

    /** The value without its places, for comparing. */
    Object plain();

    /** How a message calls it: its text in quotes, or its kind. */
    String shown();

    /**
     * A single value as it was written; what it means depends on what is wanted.
     *
     * @param quoted whether it was written in quotes or as a block, so that it can only be text
     */
    record Scalar(Place place, String text, boolean quoted) implements Value {
        @Override
        public Object plain() {
            return text;
        }

        @Override
        public String shown() {
            return "'" + Printable.of(text) + "'";
        }
    }

    /** A sequence. */
    record Items(Place place, List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public Object plain() {
            return values.stream().map(Value::plain).toList();
        }

        @Override
        public String shown() {
            return "a list";
        }
    }

    /** A mapping, in the order in which it was written. */
    record Fields(Place place, Map<String, Field> fields) implements Value {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        public static Fields empty(Place place) {
            return new Fields(place, Map.of());
        }

        @Override
        public Object plain() {
            var plain = new LinkedHashMap<String, Object>();
            fields.forEach((name, field) -> plain.put(name, field.value().plain()));
            return plain;
        }

        @Override
        public String shown() {
            return "a map";
        }
    }

    /** An empty value or {@code ~}: what was given elsewhere is taken back. */
    record Nothing(Place place) implements Value {
        @Override
        public Object plain() {
            return "~";
        }

        @Override
        public String shown() {
            return "empty";
        }
    }

    /**
     * The value of one key.
     *
     * @param place of the key
     */
    record Field(Place place, Value value) {}

    /**
     * Plain Java objects as if they had been written in a data file.
     *
     * @param plain a string, number, boolean, duration, list or map of such, or null
     */
    static Value of(Place place, @Nullable Object plain) {
        return switch (plain) {
            case null -> new Nothing(place);
            case Map<?, ?> map -> {
                var fields = new LinkedHashMap<String, Field>();
                map.forEach(
                        (key, value) ->
                                fields.put(
                                        String.valueOf(key), new Field(place, of(place, value))));
                yield new Fields(place, fields);
            }
            case Iterable<?> items -> {
                var values = new ArrayList<Value>();
                items.forEach(item -> values.add(of(place, item)));
                yield new Items(place, values);
            }
            case String text -> new Scalar(place, text, true);
            default -> new Scalar(place, String.valueOf(plain), false);
        };
    }
}
