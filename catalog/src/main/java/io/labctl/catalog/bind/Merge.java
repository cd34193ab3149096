package io.labctl.catalog.bind;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins the layers of one module's data, broadest first: per parameter the nearest wins, and what
 * the module marked as {@link io.labctl.catalog.module.Merged} is joined. Values keep their places.
 */
final class Merge {
    private Merge() {}

    static Value.Fields of(RecordShape shape, List<Value.Fields> layers, Place whenNone) {
        Value.Fields all = layers.isEmpty() ? Value.Fields.empty(whenNone) : layers.getFirst();
        for (Value.Fields nearer : layers.subList(Math.min(1, layers.size()), layers.size())) {
            all = records(shape, false, all, nearer);
        }
        return all;
    }

    /**
     * @param deep whether maps and records are joined here
     * @param lists whether lists are
     */
    private static Value join(Shape shape, boolean deep, boolean lists, Value broad, Value nearer) {
        return switch (shape) {
            case Shape.OptionalOf(Shape inner) -> join(inner, deep, lists, broad, nearer);
            case Shape.MapOf(_, Shape inner) when deep && areFields(broad, nearer) ->
                    maps(inner, (Value.Fields) broad, (Value.Fields) nearer);
            case Shape.RecordOf(RecordShape inner) when deep && areFields(broad, nearer) ->
                    records(inner, true, (Value.Fields) broad, (Value.Fields) nearer);
            case Shape.ListOf _
                    when lists
                            && broad instanceof Value.Items first
                            && nearer instanceof Value.Items second ->
                    lists(first, second);
            case Shape.MapOf _,
                    Shape.RecordOf _,
                    Shape.ListOf _,
                    Shape.Text _,
                    Shape.Flag _,
                    Shape.Whole _,
                    Shape.Decimal _,
                    Shape.Span _,
                    Shape.Choice _ ->
                    nearer;
        };
    }

    private static boolean areFields(Value broad, Value nearer) {
        return broad instanceof Value.Fields && nearer instanceof Value.Fields;
    }

    private static Value.Fields records(
            RecordShape shape, boolean deep, Value.Fields broad, Value.Fields nearer) {
        var fields = new LinkedHashMap<>(broad.fields());
        nearer.fields()
                .forEach(
                        (name, field) -> {
                            Parameter known = shape.parameters().get(name);
                            put(
                                    fields,
                                    name,
                                    field,
                                    Optional.ofNullable(known)
                                            .map(
                                                    each ->
                                                            new Joint(
                                                                    each.shape(),
                                                                    deep || each.merged(),
                                                                    each.merged())));
                        });
        return new Value.Fields(nearer.place(), fields);
    }

    private static Value.Fields maps(Shape inner, Value.Fields broad, Value.Fields nearer) {
        var fields = new LinkedHashMap<>(broad.fields());
        nearer.fields()
                .forEach(
                        (name, field) -> {
                            if (field.value() instanceof Value.Nothing
                                    && fields.containsKey(name)) {
                                fields.remove(name);
                            } else {
                                put(
                                        fields,
                                        name,
                                        field,
                                        Optional.of(new Joint(inner, true, false)));
                            }
                        });
        return new Value.Fields(nearer.place(), fields);
    }

    /** How two values of one name are joined. */
    private record Joint(Shape shape, boolean deep, boolean lists) {}

    private static void put(
            Map<String, Value.Field> fields,
            String name,
            Value.Field field,
            Optional<Joint> joint) {
        Value.Field broad = fields.get(name);
        Value value =
                broad == null
                        ? field.value()
                        : joint.map(
                                        how ->
                                                join(
                                                        how.shape(),
                                                        how.deep(),
                                                        how.lists(),
                                                        broad.value(),
                                                        field.value()))
                                .orElse(field.value());
        fields.put(name, new Value.Field(field.place(), value));
    }

    private static Value.Items lists(Value.Items broad, Value.Items nearer) {
        var items = new LinkedHashMap<Object, Value>();
        broad.values().forEach(item -> items.putIfAbsent(item.plain(), item));
        nearer.values().forEach(item -> items.putIfAbsent(item.plain(), item));
        return new Value.Items(nearer.place(), List.copyOf(items.values()));
    }
}
