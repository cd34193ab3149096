package io.labctl.cli.client;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a record that came over the wire has all its parts. The mapper leaves a missing one null,
 * and only those marked {@code @Nullable} may be.
 */
final class Complete {
    private Complete() {}

    /** The first part that is missing, such as {@code ServerView.cloud}. */
    static Optional<String> missing(Object value) {
        return switch (value) {
            case Record part -> missingIn(part);
            case Collection<?> items -> first(items);
            case Map<?, ?> map -> first(map.values());
            default -> Optional.empty();
        };
    }

    private static Optional<String> first(Collection<? extends @Nullable Object> items) {
        for (Object item : items) {
            Optional<String> missing = item == null ? Optional.empty() : missing(item);
            if (missing.isPresent()) {
                return missing;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> missingIn(Record part) {
        for (RecordComponent component : part.getClass().getRecordComponents()) {
            Object value = value(part, component);
            boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (value == null && !mayBeNull) {
                return Optional.of(part.getClass().getSimpleName() + "." + component.getName());
            }
            Optional<String> deeper = value == null ? Optional.empty() : missing(value);
            if (deeper.isPresent()) {
                return deeper;
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object value(Record part, RecordComponent component) {
        try {
            return component.getAccessor().invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("wire types are public records", e);
        }
    }
}
