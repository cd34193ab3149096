package io.labctl.catalog.bind;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.ForNode;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fills shapes from values and notes every fault; empty means that one was noted, or that not all
 * is at hand.
 */
final class Binder {
    private final @Nullable String module;
    private final String noun;
    private final boolean whole;
    private final List<Finding> findings = new ArrayList<>();
    private final IdentityHashMap<Object, Place> places = new IdentityHashMap<>();
    private int faults;

    /**
     * For one use.
     *
     * @param module at fault when something is wrong; null when no module is
     * @param whole whether all that was given is at hand; if not, nothing is missing for sure
     */
    Binder(@Nullable String module, boolean whole) {
        this.module = module;
        this.whole = whole;
        this.noun = module == null ? "key" : "parameter";
    }

    List<Finding> findings() {
        return findings;
    }

    /** Where the records that were made stand in the data, by identity. */
    IdentityHashMap<Object, Place> places() {
        return places;
    }

    private void note(Fault fault) {
        findings.add(new Finding.Wrong(fault));
        faults++;
    }

    Optional<Object> bind(Shape shape, Value value, ParameterPath path) {
        return switch (shape) {
            case Shape.OptionalOf(Shape inner) -> bind(inner, value, path).map(Optional::of);
            case Shape.ListOf(Shape item) ->
                    value instanceof Value.Items items
                            ? list(item, items, path)
                            : wrong(shape, value, path);
            case Shape.MapOf map ->
                    value instanceof Value.Fields fields
                            ? map(map, fields, path)
                            : wrong(shape, value, path);
            case Shape.RecordOf(RecordShape inner) -> ofRecord(inner, shape, value, path);
            case Shape.Text _,
                    Shape.Flag _,
                    Shape.Whole _,
                    Shape.Decimal _,
                    Shape.Span _,
                    Shape.Choice _ ->
                    value instanceof Value.Scalar scalar
                            ? Scalars.bind(shape, scalar).or(() -> wrong(shape, value, path))
                            : wrong(shape, value, path);
        };
    }

    private Optional<Object> list(Shape item, Value.Items items, ParameterPath path) {
        var bound = new ArrayList<Object>();
        int position = 0;
        for (Value each : items.values()) {
            bind(item, each, path.item(position++)).ifPresent(bound::add);
        }
        return bound.size() == position
                ? Optional.of(Collections.unmodifiableList(bound))
                : Optional.empty();
    }

    private Optional<Object> map(Shape.MapOf shape, Value.Fields fields, ParameterPath path) {
        int before = faults;
        var bound = new TreeMap<Object, Object>();
        for (Map.Entry<String, Value.Field> each : fields.fields().entrySet()) {
            ParameterPath inner = path.then(each.getKey());
            Place place = each.getValue().place();
            var written = new Value.Scalar(place, each.getKey(), true);
            Optional<Object> key = bind(shape.key(), written, inner);
            Optional<Object> value = bind(shape.value(), each.getValue().value(), inner);
            if (key.isPresent() && value.isPresent() && bound.put(key.get(), value.get()) != null) {
                note(
                        place.fault(
                                module,
                                "%s '%s' is given twice, spelled differently"
                                        .formatted(noun, inner)));
            }
        }
        return faults == before
                ? Optional.of(Collections.unmodifiableSortedMap(bound))
                : Optional.empty();
    }

    private Optional<Object> ofRecord(
            RecordShape shape, Shape asked, Value value, ParameterPath path) {
        if (value instanceof Value.Fields fields) {
            return ofFields(shape, fields, path);
        }
        if (value instanceof Value.Scalar && shape.parameters().size() == 1) {
            Parameter only = shape.parameters().values().iterator().next();
            int before = faults;
            @Nullable Object[] values = {bind(only.shape(), value, path).orElse(null)};
            return make(before, shape, values, value, path);
        }
        return wrong(asked, value, path);
    }

    /** Fills a record by the names of its components. */
    Optional<Object> ofFields(RecordShape shape, Value.Fields fields, ParameterPath path) {
        int before = faults;
        Set<String> meant = unknown(shape, fields, path);
        @Nullable Object[] values = new @Nullable Object[shape.parameters().size()];
        int position = 0;
        for (Map.Entry<String, Parameter> each : shape.parameters().entrySet()) {
            values[position++] =
                    component(each.getKey(), each.getValue(), fields, meant, path).orElse(null);
        }
        return whole ? make(before, shape, values, fields, path) : Optional.empty();
    }

    private Optional<Object> component(
            String name,
            Parameter parameter,
            Value.Fields fields,
            Set<String> meant,
            ParameterPath path) {
        ParameterPath inner = path.then(name);
        Value.Field given = fields.fields().get(name);
        if (given != null && !(given.value() instanceof Value.Nothing)) {
            return bind(parameter.shape(), given.value(), inner);
        }
        if (given == null && meant.contains(name)) {
            return Optional.empty();
        }
        if (parameter.fallback().isPresent()) {
            return bind(parameter.shape(), Defaults.value(parameter), inner);
        }
        if (parameter.shape() instanceof Shape.OptionalOf) {
            return Optional.of(Optional.empty());
        }
        if (whole) {
            Place place = given == null ? fields.place() : given.place();
            note(
                    place.fault(
                            module,
                            "%s '%s' is missing, it must be %s"
                                    .formatted(noun, inner, parameter.shape().called())));
        }
        return Optional.empty();
    }

    /** Notes the keys that the record does not have; gives those that were probably meant. */
    private Set<String> unknown(RecordShape shape, Value.Fields fields, ParameterPath path) {
        var meant = new HashSet<String>();
        fields.fields()
                .forEach(
                        (name, field) -> {
                            if (!shape.parameters().containsKey(name)) {
                                note(field.place().fault(module, unknown(shape, name, path)));
                                meant.addAll(meant(shape, name));
                            }
                        });
        return meant;
    }

    private static List<String> meant(RecordShape shape, String name) {
        return shape.names().size() == 1
                ? shape.names()
                : Suggestion.nearest(name, shape.names()).stream().toList();
    }

    private String unknown(RecordShape shape, String name, ParameterPath path) {
        String hint =
                Suggestion.nearest(name, shape.names())
                        .map(near -> ", did you mean '%s'?".formatted(path.then(near)))
                        .orElse("");
        String known =
                shape.names().isEmpty()
                        ? ", there are none"
                        : ", known are " + String.join(", ", shape.names());
        return "unknown %s '%s'%s".formatted(noun, path.then(name), hint.isEmpty() ? known : hint);
    }

    /**
     * Judges the rules about the parts that are right, then makes the record if nothing is wrong.
     *
     * @param before how many faults there were before the parts were bound
     * @param values of the parts; null for one that is wrong
     */
    private Optional<Object> make(
            int before,
            RecordShape shape,
            @Nullable Object[] values,
            Value given,
            ParameterPath path) {
        for (PartialRule rule : shape.rules()) {
            rule.refusal(values).ifPresent(why -> note(refused(shape, why, given, path)));
        }
        return faults > before ? Optional.empty() : make(shape, values, given, path);
    }

    private Optional<Object> make(
            RecordShape shape, @Nullable Object[] values, Value given, ParameterPath path) {
        try {
            Object made = shape.make(values);
            if (!given.place().equals(Defaults.CODE)) {
                places.put(made, given.place());
            }
            if (made instanceof ForNode asked) {
                findings.add(
                        new Finding.Asked(
                                asked, objection -> told(given.place(), path, objection)));
            }
            return Optional.of(made);
        } catch (InvocationTargetException e) {
            note(refused(shape, e.getCause(), given, path));
            return Optional.empty();
        }
    }

    private Fault refused(
            RecordShape shape, @Nullable Throwable cause, Value given, ParameterPath path) {
        String message =
                switch (cause) {
                    case LabException known -> known.sentence();
                    case null, default ->
                            "%s refused its parameters with %s"
                                    .formatted(shape.name(), Printable.of(String.valueOf(cause)));
                };
        Optional<Parameter> part =
                cause instanceof InvalidInput rule && given instanceof Value.Fields
                        ? rule.field().flatMap(shape::ofComponent)
                        : Optional.empty();
        return part.map(each -> told(placeOf(each, given), path.then(each.name()), message))
                .orElseGet(() -> told(given.place(), path, message));
    }

    private static Place placeOf(Parameter part, Value given) {
        Value.Field written =
                given instanceof Value.Fields fields ? fields.fields().get(part.name()) : null;
        return written == null ? given.place() : written.place();
    }

    /** A module's value knows nothing of its parameter's name; a settings file has but few keys. */
    private Fault told(Place place, ParameterPath path, String message) {
        return place.fault(
                module,
                module == null || path.isRoot()
                        ? message
                        : "parameter '%s': %s".formatted(path, message));
    }

    private Optional<Object> wrong(Shape shape, Value value, ParameterPath path) {
        if (value instanceof Value.Nothing && !whole) {
            return Optional.empty(); // it may take away what the missing part gives
        }
        String message =
                value instanceof Value.Nothing && module != null
                        ? "%s '%s' is empty, which only takes away what a broader layer gives; it must be %s"
                                .formatted(noun, path, shape.called())
                        : "%s '%s' is %s, not %s%s"
                                .formatted(
                                        noun,
                                        path,
                                        value.shown(),
                                        shape.called(),
                                        value instanceof Value.Scalar scalar
                                                ? Scalars.hint(shape, scalar)
                                                : "");
        note(value.place().fault(module, message));
        return Optional.empty();
    }
}
