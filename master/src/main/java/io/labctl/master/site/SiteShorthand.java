package io.labctl.master.site;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The short ways of {@code site.yaml}: {@code environments: [dev, prod]} for a map without
 * descriptions, and {@code prod:} for an entry that says nothing more.
 */
final class SiteShorthand {
    private final List<Fault> faults = new ArrayList<>();

    /** What the long way could not say. */
    List<Fault> faults() {
        return faults;
    }

    Value.Fields spelledOut(Value.Fields root) {
        return at(root, "clouds", clouds -> each(clouds, this::cloud));
    }

    private Value cloud(Value cloud) {
        return orEmpty(cloud) instanceof Value.Fields fields
                ? at(fields, "environments", this::environments)
                : cloud;
    }

    private Value environments(Value given) {
        if (!(given instanceof Value.Items items)) {
            return each(given, SiteShorthand::orEmpty);
        }
        var names = new LinkedHashMap<String, Value.Field>();
        for (Value item : items.values()) {
            if (!(item instanceof Value.Scalar(var place, String name, _))) {
                faults.add(
                        item.place()
                                .fault(
                                        null,
                                        "an environment is %s, not its name"
                                                .formatted(item.shown())));
                continue;
            }
            var field = new Value.Field(place, Value.Fields.empty(place));
            Value.@Nullable Field earlier = names.putIfAbsent(name, field);
            if (earlier != null) {
                faults.add(place.fault(null, twice(name, earlier.place())));
            }
        }
        return new Value.Fields(items.place(), names);
    }

    private static String twice(String name, Place first) {
        return "environment '%s' stands twice, first in line %d"
                .formatted(Printable.of(name), first.line());
    }

    private static Value orEmpty(Value value) {
        return value instanceof Value.Nothing(var place) ? Value.Fields.empty(place) : value;
    }

    private static Value.Fields at(Value.Fields in, String key, UnaryOperator<Value> change) {
        return changed(in, (name, value) -> name.equals(key) ? change.apply(value) : value);
    }

    private static Value each(Value in, UnaryOperator<Value> change) {
        return in instanceof Value.Fields fields
                ? changed(fields, (_, value) -> change.apply(value))
                : in;
    }

    private static Value.Fields changed(Value.Fields in, BiFunction<String, Value, Value> change) {
        Map<String, Value.Field> fields = new LinkedHashMap<>();
        in.fields()
                .forEach(
                        (name, field) ->
                                fields.put(
                                        name,
                                        new Value.Field(
                                                field.place(), change.apply(name, field.value()))));
        return new Value.Fields(in.place(), fields);
    }
}
