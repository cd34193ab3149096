package io.labctl.catalog.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a type is on the wire, for whoever wrote something else in its place. */
final class WireType {
    private static final Map<Class<?>, String> SCALARS =
            Map.of(
                    String.class, "text",
                    boolean.class, "true or false",
                    Boolean.class, "true or false",
                    Duration.class, "a time span such as PT1H30M",
                    Instant.class, "a moment such as 2026-01-31T07:55:00Z",
                    UUID.class, "a UUID");

    private WireType() {}

    /** Such as {@code text}; the type is null when the parser does not know. */
    static String called(@Nullable Class<?> type) {
        if (type == null) {
            return "in another form";
        }
        Class<?> written = written(type);
        String scalar = SCALARS.get(written);
        if (scalar != null) {
            return scalar;
        }
        if (written.isEnum()) {
            return "one of " + words(written);
        }
        if (written.isPrimitive() || Number.class.isAssignableFrom(written)) {
            return "a number";
        }
        return Collection.class.isAssignableFrom(written) ? "a list" : "an object";
    }

    /** For a whole number that does not fit its type. */
    static String whole(@Nullable Class<?> type) {
        return type == int.class || type == Integer.class
                ? "a number from %d to %d".formatted(Integer.MIN_VALUE, Integer.MAX_VALUE)
                : "a number from %d to %d".formatted(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** What is written for a type that stands for one value, such as the text of a name. */
    private static Class<?> written(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(JsonValue.class))
                .<Class<?>>map(Method::getReturnType)
                .findFirst()
                .orElse(type);
    }

    private static String words(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(Field::isEnumConstant)
                .map(WireType::word)
                .collect(Collectors.joining(", "));
    }

    private static String word(Field constant) {
        JsonProperty named = constant.getAnnotation(JsonProperty.class);
        return named == null ? constant.getName() : named.value();
    }
}
