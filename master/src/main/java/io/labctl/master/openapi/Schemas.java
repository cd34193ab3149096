package io.labctl.master.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.labctl.catalog.secret.Secret;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** JSON Schemas (OpenAPI 3.1, section 4.8.24) of the wire records, each named once. */
final class Schemas {
    private static final String TYPE = "type";

    private final SortedMap<String, Object> named = new TreeMap<>();

    /** All that were referred to, by name. */
    SortedMap<String, Object> named() {
        return named;
    }

    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic);
        }
        return type instanceof Class<?> plain ? ofClass(plain) : Map.of();
    }

    private Map<String, Object> ofGeneric(ParameterizedType generic) {
        var raw = (Class<?>) generic.getRawType();
        Type[] parts = generic.getActualTypeArguments();
        if (Collection.class.isAssignableFrom(raw)) {
            return Map.of(TYPE, "array", "items", of(parts[0]));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return Map.of(TYPE, "object", "additionalProperties", of(parts[1]));
        }
        // The one generic wire record: a list in an object.
        return Map.of(
                TYPE,
                "object",
                "required",
                List.of("items"),
                "properties",
                Map.of("items", Map.of(TYPE, "array", "items", of(parts[0]))));
    }

    private Map<String, Object> ofClass(Class<?> type) {
        if (type == String.class || type == Secret.class) {
            return Map.of(TYPE, "string");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Map.of(TYPE, "boolean");
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return Map.of(TYPE, "integer");
        }
        if (type == Instant.class || type == Duration.class || type == UUID.class) {
            return Map.of(TYPE, "string", "format", format(type));
        }
        if (type.isEnum()) {
            return Map.of(TYPE, "string", "enum", words(type));
        }
        return type.isRecord() || type.isSealed() ? reference(type) : Map.of();
    }

    private static String format(Class<?> type) {
        return type == Instant.class ? "date-time" : type == Duration.class ? "duration" : "uuid";
    }

    private Map<String, Object> reference(Class<?> type) {
        Optional<Type> single = valueOf(type);
        if (single.isPresent()) {
            return of(single.get());
        }
        String name = type.getSimpleName();
        if (!named.containsKey(name)) {
            named.put(name, Map.of()); // stops a type that contains itself
            named.put(name, type.isRecord() ? object(type) : oneOf(type));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /** A record that is written as one of its parts, such as a name. */
    private static Optional<Type> valueOf(Class<?> type) {
        if (!type.isRecord()) {
            return Optional.empty();
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonValue.class)) {
                return Optional.of(component.getGenericType());
            }
        }
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(JsonValue.class))
                .map(Method::getGenericReturnType)
                .findFirst();
    }

    private Map<String, Object> object(Class<?> type) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(component.getName(), of(component.getGenericType()));
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
        }
        return Map.of(TYPE, "object", "properties", properties, "required", required);
    }

    private Map<String, Object> oneOf(Class<?> type) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("oneOf", Arrays.stream(type.getPermittedSubclasses()).map(this::of).toList());
        JsonTypeInfo info = type.getAnnotation(JsonTypeInfo.class);
        if (info != null) {
            schema.put("discriminator", Map.of("propertyName", info.property()));
        }
        return schema;
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(Field::isEnumConstant)
                .map(
                        constant -> {
                            JsonProperty written = constant.getAnnotation(JsonProperty.class);
                            return written == null ? constant.getName() : written.value();
                        })
                .toList();
    }
}
