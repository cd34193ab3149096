package io.labctl.catalog.wire;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a JSON document left out: a part of a record that is not marked {@link Nullable} and
 * yet is null. The mapper itself does not look at these marks.
 */
final class Completeness {
    /** Looked up once for each record type. */
    private static final ClassValue<List<Part>> PARTS =
            new ClassValue<>() {
                @Override
                protected List<Part> computeValue(Class<?> type) {
                    return Arrays.stream(type.getRecordComponents()).map(Part::of).toList();
                }
            };

    private Completeness() {}

    /**
     * One component of a record.
     *
     * @param look whether something can be missing inside it
     */
    private record Part(String name, Method accessor, boolean nullable, boolean look) {
        static Part of(RecordComponent component) {
            AnnotatedElement type = component.getAnnotatedType();
            return new Part(
                    component.getName(),
                    component.getAccessor(),
                    type.isAnnotationPresent(Nullable.class),
                    isWorthALook(component.getGenericType()));
        }

        /** A map of anything, such as facts, holds no records and may be large. */
        private static boolean isWorthALook(Type type) {
            if (type instanceof ParameterizedType generic) {
                Type[] arguments = generic.getActualTypeArguments();
                return arguments[arguments.length - 1] != Object.class;
            }
            return type instanceof Class<?> plain && (plain.isRecord() || plain.isSealed());
        }

        @Nullable Object of(Record whole) {
            try {
                return accessor.invoke(whole);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "a wire record's accessor is not public: " + accessor, e);
            }
        }
    }

    /** The dotted path of the first missing part, if one is missing. */
    static Optional<String> missing(Object value) {
        return missing("", value);
    }

    private static Optional<String> missing(String path, Object value) {
        return switch (value) {
            case Record whole -> inRecord(path, whole);
            case Collection<?> items -> inItems(path, items);
            case Map<?, ?> map -> inItems(path, map.values());
            default -> Optional.empty();
        };
    }

    private static Optional<String> inRecord(String path, Record whole) {
        for (Part part : PARTS.get(whole.getClass())) {
            Object value = part.of(whole);
            if (value == null && !part.nullable()) {
                return Optional.of(below(path, part));
            }
            if (value != null && part.look()) {
                Optional<String> deeper = missing(below(path, part), value);
                if (deeper.isPresent()) {
                    return deeper;
                }
            }
        }
        return Optional.empty();
    }

    private static String below(String path, Part part) {
        return path.isEmpty() ? part.name() : path + "." + part.name();
    }

    private static Optional<String> inItems(String path, Collection<?> items) {
        for (Object item : items) {
            Optional<String> deeper = item == null ? Optional.of(path) : missing(path, item);
            if (deeper.isPresent()) {
                return deeper;
            }
        }
        return Optional.empty();
    }
}
