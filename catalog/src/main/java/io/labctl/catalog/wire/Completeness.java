package io.labctl.catalog.wire;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a JSON document left out: a part of a record that is not marked {@link Nullable} and
 * yet is null. The mapper itself does not look at these marks.
 */
final class Completeness {
    private Completeness() {}

    /** The dotted path of the first missing part, if one is missing. */
    static Optional<String> missing(Object value) {
        return missing("", value);
    }

    private static Optional<String> missing(String path, Object value) {
        return switch (value) {
            case Record part -> inRecord(path, part);
            case Collection<?> items -> inItems(path, items);
            case Map<?, ?> map -> inItems(path, map.values());
            default -> Optional.empty();
        };
    }

    private static Optional<String> inRecord(String path, Record part) {
        for (RecordComponent component : part.getClass().getRecordComponents()) {
            String here = path.isEmpty() ? component.getName() : path + "." + component.getName();
            Object value = valueOf(component, part);
            if (value == null
                    && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                return Optional.of(here);
            }
            Optional<String> deeper = value == null ? Optional.empty() : missing(here, value);
            if (deeper.isPresent()) {
                return deeper;
            }
        }
        return Optional.empty();
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

    private static @Nullable Object valueOf(RecordComponent component, Record part) {
        try {
            return component.getAccessor().invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "a wire record's accessor is not public: " + component, e);
        }
    }
}
