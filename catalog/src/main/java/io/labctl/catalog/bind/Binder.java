package io.labctl.catalog.bind;

import io.labctl.catalog.module.ForKey;
import io.labctl.catalog.module.ForNode;
import io.labctl.catalog.name.Suggestion;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Fills shapes from values and notes every fault; empty means that one was noted, or that not all
 * is at hand.
 */
final class Binder {
    private final boolean whole;
    private final BiConsumer<Object, Place> places;
    private final BindingFaults faults;

    /** The same without a wish to know where the records stand that were made. */
    Binder(@Nullable String module, boolean whole) {
        this(module, whole, (_, _) -> {});
    }

    /**
     * For one use.
     *
     * @param module at fault when something is wrong; null when no module is
     * @param whole whether all that was given is at hand; if not, nothing is missing for sure
     * @param places is told of each record that was made and where it stands
     */
    Binder(@Nullable String module, boolean whole, BiConsumer<Object, Place> places) {
        this(new BindingFaults(module), whole, places);
    }

    private Binder(BindingFaults faults, boolean whole, BiConsumer<Object, Place> places) {
        this.whole = whole;
        this.places = places;
        this.faults = faults;
    }

    /** For a program's own settings, all of them at hand. */
    static Binder ofSettings() {
        return new Binder(BindingFaults.ofSettings(), true, (_, _) -> {});
    }

    /** What was come across, in the order of the data. */
    List<Finding> findings() {
        return faults.findings();
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
        int before = faults.count();
        var bound = new TreeMap<Object, Object>();
        for (Map.Entry<String, Value.Field> each : fields.fields().entrySet()) {
            ParameterPath inner = path.then(each.getKey());
            Place place = each.getValue().place();
            var written = new Value.Scalar(place, each.getKey(), true);
            Optional<Object> key = bind(shape.key(), written, inner);
            Optional<Object> value = bind(shape.value(), each.getValue().value(), inner);
            if (key.isPresent() && value.orElse(null) instanceof ForKey judged) {
                faults.misplaced(judged, each.getKey(), place, inner);
            }
            if (key.isPresent() && value.isPresent() && bound.put(key.get(), value.get()) != null) {
                faults.twice(place, inner);
            }
        }
        return faults.count() == before
                ? Optional.of(Collections.unmodifiableSortedMap(bound))
                : Optional.empty();
    }

    private Optional<Object> ofRecord(
            RecordShape shape, Shape asked, Value value, ParameterPath path) {
        if (value instanceof Value.Fields fields) {
            if (shape.parameters().size() == 1 && isWordInBraces(shape, fields)) {
                faults.unquoted(fields, path);
                return Optional.empty();
            }
            return ofFields(shape, fields, path);
        }
        if (value instanceof Value.Scalar && shape.parameters().size() == 1) {
            Parameter only = shape.parameters().values().iterator().next();
            int before = faults.count();
            @Nullable Object[] values = {bind(only.shape(), value, path).orElse(null)};
            var given = new BitSet();
            given.set(0);
            return make(before, shape, values, given, value, path);
        }
        return wrong(asked, value, path);
    }

    /** {@code {os.name}} is a map to YAML, to whoever wrote it a text. */
    private static boolean isWordInBraces(RecordShape shape, Value.Fields fields) {
        return fields.fields().size() == 1
                && fields.fields().entrySet().stream()
                        .allMatch(
                                only ->
                                        only.getValue().value() instanceof Value.Nothing
                                                && !shape.parameters().containsKey(only.getKey()));
    }

    /** Fills a record by the names of its components. */
    Optional<Object> ofFields(RecordShape shape, Value.Fields fields, ParameterPath path) {
        int before = faults.count();
        Set<String> meant = unknown(shape, fields, path);
        @Nullable Object[] values = new @Nullable Object[shape.parameters().size()];
        var given = new BitSet();
        int position = 0;
        for (Map.Entry<String, Parameter> each : shape.parameters().entrySet()) {
            given.set(position, isGiven(each.getKey(), fields));
            values[position++] =
                    component(each.getKey(), each.getValue(), fields, meant, path).orElse(null);
        }
        return whole ? make(before, shape, values, given, fields, path) : Optional.empty();
    }

    private static boolean isGiven(String name, Value.Fields fields) {
        Value.Field field = fields.fields().get(name);
        return field != null && !(field.value() instanceof Value.Nothing);
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
            faults.missing(parameter.shape(), place, inner);
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
                                faults.unknown(shape, name, field.place(), path);
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

    /**
     * Judges the rules about the parts that are right, then makes the record if nothing is wrong.
     *
     * @param before how many faults there were before the parts were bound
     * @param values of the parts; null for one that is wrong
     * @param given which of the parts the data give
     */
    private Optional<Object> make(
            int before,
            RecordShape shape,
            @Nullable Object[] values,
            BitSet given,
            Value written,
            ParameterPath path) {
        for (PartialRule rule : shape.rules()) {
            rule.refusal(values, given).ifPresent(why -> faults.refused(shape, why, written, path));
        }
        return faults.count() > before ? Optional.empty() : make(shape, values, written, path);
    }

    private Optional<Object> make(
            RecordShape shape, @Nullable Object[] values, Value given, ParameterPath path) {
        try {
            Object made = shape.make(values);
            places.accept(made, given.place());
            if (made instanceof ForNode asked) {
                faults.ask(asked, given.place(), path);
            }
            return Optional.of(made);
        } catch (InvocationTargetException e) {
            faults.refused(shape, e.getCause(), given, path);
            return Optional.empty();
        }
    }

    private Optional<Object> wrong(Shape shape, Value value, ParameterPath path) {
        boolean mayTakeAway = value instanceof Value.Nothing && !whole; // what is not at hand
        if (!mayTakeAway) {
            faults.wrong(shape, value, path);
        }
        return Optional.empty();
    }
}
