package io.labctl.catalog.bind;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.time.WrittenSpan;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads shapes off record components; knows which records it is inside of. */
final class ShapeOfType {
    private static final String ALLOWED =
            "String, boolean, int, long, double, Duration, an enum, a record, List, Map, SortedMap"
                    + " or Optional";
    private final Deque<Class<?>> inside = new ArrayDeque<>();

    Shape of(RecordComponent component) {
        try {
            return of(component.getGenericType());
        } catch (InvalidInput e) {
            throw inside.isEmpty() || e.field().isPresent()
                    ? e
                    : InvalidInput.inField(
                            component.getName(),
                            "component '%s' of %s %s"
                                    .formatted(
                                            component.getName(),
                                            component.getDeclaringRecord().getSimpleName(),
                                            e.sentence()));
        }
    }

    RecordShape ofRecord(Class<?> type) {
        if (inside.contains(type)) {
            throw new InvalidInput(
                    "is a %s, which contains itself".formatted(type.getSimpleName()));
        }
        inside.push(type);
        try {
            return RecordShape.of(type, this);
        } finally {
            inside.pop();
        }
    }

    private Shape of(Type type) {
        return switch (type) {
            case ParameterizedType generic -> ofGeneric(generic);
            case Class<?> plain -> ofClass(plain);
            default -> throw unknown(type);
        };
    }

    private Shape ofGeneric(ParameterizedType type) {
        Type[] of = type.getActualTypeArguments();
        Type raw = type.getRawType();
        if (raw == List.class) {
            return new Shape.ListOf(of(of[0]));
        }
        if (raw == Optional.class) {
            return new Shape.OptionalOf(of(of[0]));
        }
        if (raw == Map.class || raw == SortedMap.class) {
            return new Shape.MapOf(key(of[0]), of(of[1]));
        }
        throw unknown(type);
    }

    private Shape key(Type type) {
        Shape shape = of(type);
        if (shape instanceof Shape.Text || (isOneText(shape) && isOrdered(type))) {
            return shape;
        }
        throw new InvalidInput(
                "has keys of type %s, which is neither String nor an ordered record of one String"
                        .formatted(type.getTypeName()));
    }

    private static boolean isOneText(Shape shape) {
        return shape instanceof Shape.RecordOf(RecordShape record)
                && record.parameters().size() == 1
                && record.parameters().values().iterator().next().shape() instanceof Shape.Text;
    }

    private static boolean isOrdered(Type type) {
        return type instanceof Class<?> plain && Comparable.class.isAssignableFrom(plain);
    }

    private Shape ofClass(Class<?> type) {
        if (type == String.class) {
            return new Shape.Text();
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Shape.Flag();
        }
        if (type == int.class || type == Integer.class) {
            return new Shape.Whole(false);
        }
        if (type == long.class || type == Long.class) {
            return new Shape.Whole(true);
        }
        if (type == double.class || type == Double.class) {
            return new Shape.Decimal();
        }
        if (type == Duration.class) {
            return new Shape.Span(false);
        }
        if (type == WrittenSpan.class) {
            return new Shape.Span(true);
        }
        if (type.isEnum()) {
            return new Shape.Choice(constants(type));
        }
        if (type.isRecord()) {
            return new Shape.RecordOf(ofRecord(type));
        }
        throw unknown(type);
    }

    private static SortedMap<String, Object> constants(Class<?> type) {
        var constants = new TreeMap<String, Object>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(Kebab.ofConstant(((Enum<?>) constant).name()), constant);
        }
        return constants;
    }

    private static InvalidInput unknown(Type type) {
        return new InvalidInput(
                "is a %s, which is no parameter type (%s)".formatted(type.getTypeName(), ALLOWED));
    }
}
