package io.labctl.catalog.bind;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fills shapes from values and notes every fault; empty means that one was noted. */
final class Binder {
    private final @Nullable String module;
    private final String noun;
    private final List<Fault> faults;

    Binder(@Nullable String module, List<Fault> faults) {
        this.module = module;
        this.noun = module == null ? "key" : "parameter";
        this.faults = faults;
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
                            ? scalar(shape, scalar).or(() -> wrong(shape, value, path))
                            : wrong(shape, value, path);
        };
    }

    private static Optional<Object> scalar(Shape shape, Value.Scalar value) {
        String text = value.text();
        return switch (shape) {
            case Shape.Text _ -> Optional.of(text);
            case Shape.Choice(var constants) -> Optional.ofNullable(constants.get(text));
            case Shape.Span _ -> Scalars.span(text);
            case Shape.Flag _ when !value.quoted() -> Scalars.flag(text);
            case Shape.Whole(boolean wide) when !value.quoted() -> Scalars.whole(text, wide);
            case Shape.Decimal _ when !value.quoted() -> Scalars.decimal(text);
            default -> Optional.empty();
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
        int before = faults.size();
        var bound = new TreeMap<Object, Object>();
        for (Map.Entry<String, Value.Field> each : fields.fields().entrySet()) {
            ParameterPath inner = path.then(each.getKey());
            Place place = each.getValue().place();
            var written = new Value.Scalar(place, each.getKey(), true);
            Optional<Object> key = bind(shape.key(), written, inner);
            Optional<Object> value = bind(shape.value(), each.getValue().value(), inner);
            if (key.isPresent() && value.isPresent() && bound.put(key.get(), value.get()) != null) {
                faults.add(
                        place.fault(
                                module,
                                "%s '%s' is given twice, spelled differently"
                                        .formatted(noun, inner)));
            }
        }
        return faults.size() == before
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
            return bind(only.shape(), value, path)
                    .flatMap(made -> make(shape, new Object[] {made}, value.place(), Map.of()));
        }
        return wrong(asked, value, path);
    }

    /** Fills a record by the names of its components. */
    Optional<Object> ofFields(RecordShape shape, Value.Fields fields, ParameterPath path) {
        int before = faults.size();
        unknown(shape, fields, path);
        @Nullable Object[] values = new @Nullable Object[shape.parameters().size()];
        int position = 0;
        for (Map.Entry<String, Parameter> each : shape.parameters().entrySet()) {
            values[position++] =
                    component(each.getKey(), each.getValue(), fields, path).orElse(null);
        }
        return faults.size() > before
                ? Optional.empty()
                : make(shape, values, fields.place(), fields.fields());
    }

    private Optional<Object> component(
            String name, Parameter parameter, Value.Fields fields, ParameterPath path) {
        ParameterPath inner = path.then(name);
        Value.Field given = fields.fields().get(name);
        if (given != null && !(given.value() instanceof Value.Nothing)) {
            return bind(parameter.shape(), given.value(), inner);
        }
        if (parameter.fallback().isPresent()) {
            return bind(parameter.shape(), Defaults.value(parameter), inner);
        }
        if (parameter.shape() instanceof Shape.OptionalOf) {
            return Optional.of(Optional.empty());
        }
        Place place = given == null ? fields.place() : given.place();
        faults.add(
                place.fault(
                        module,
                        "%s '%s' is missing, it must be %s"
                                .formatted(noun, inner, parameter.shape().called())));
        return Optional.empty();
    }

    private void unknown(RecordShape shape, Value.Fields fields, ParameterPath path) {
        fields.fields()
                .forEach(
                        (name, field) -> {
                            if (!shape.parameters().containsKey(name)) {
                                faults.add(field.place().fault(module, unknown(shape, name, path)));
                            }
                        });
    }

    private String unknown(RecordShape shape, String name, ParameterPath path) {
        String hint = Suggestion.hint(name, shape.names());
        String known =
                shape.names().isEmpty()
                        ? ", there are none"
                        : ", known are " + String.join(", ", shape.names());
        return "unknown %s '%s'%s".formatted(noun, path.then(name), hint.isEmpty() ? known : hint);
    }

    private Optional<Object> make(
            RecordShape shape,
            @Nullable Object[] values,
            Place place,
            Map<String, Value.Field> given) {
        try {
            return Optional.of(shape.make(values));
        } catch (InvocationTargetException e) {
            faults.add(refused(shape, e.getCause(), place, given));
            return Optional.empty();
        }
    }

    private Fault refused(
            RecordShape shape,
            @Nullable Throwable cause,
            Place place,
            Map<String, Value.Field> given) {
        Place nearest =
                cause instanceof InvalidInput rule
                        ? rule.field()
                                .flatMap(shape::ofComponent)
                                .flatMap(each -> Optional.ofNullable(given.get(each.name())))
                                .map(Value.Field::place)
                                .orElse(place)
                        : place;
        String message =
                switch (cause) {
                    case LabException known -> known.sentence();
                    case null, default ->
                            "%s refused its parameters with %s"
                                    .formatted(shape.name(), Printable.of(String.valueOf(cause)));
                };
        return nearest.fault(module, message);
    }

    private Optional<Object> wrong(Shape shape, Value value, ParameterPath path) {
        faults.add(
                value.place()
                        .fault(
                                module,
                                "%s '%s' is %s, not %s%s"
                                        .formatted(
                                                noun,
                                                path,
                                                value.shown(),
                                                shape.called(),
                                                hint(shape, value))));
        return Optional.empty();
    }

    private static String hint(Shape shape, Value value) {
        if (!(value instanceof Value.Scalar scalar)) {
            return "";
        }
        return switch (shape) {
            case Shape.Choice(var constants) -> Suggestion.hint(scalar.text(), constants.keySet());
            case Shape.Flag _, Shape.Whole _, Shape.Decimal _ when scalar.quoted() ->
                    " (it is in quotes, which makes it text)";
            default -> "";
        };
    }
}
