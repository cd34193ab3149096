package io.labctl.catalog.bind;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Merged;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record's parameters and its canonical constructor, looked up once. */
final class RecordShape {
    private final Class<?> type;
    private final Map<String, Parameter> parameters;
    private final Constructor<?> constructor;

    private RecordShape(
            Class<?> type, Map<String, Parameter> parameters, Constructor<?> constructor) {
        this.type = type;
        this.parameters = parameters;
        this.constructor = constructor;
    }

    /**
     * @throws InvalidInput naming the component that no data file could fill
     */
    static RecordShape of(Class<?> type, ShapeOfType shapes) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new InvalidInput("%s is not a record".formatted(type.getSimpleName()));
        }
        var parameters = new LinkedHashMap<String, Parameter>();
        for (RecordComponent component : components) {
            Parameter parameter = parameter(component, shapes);
            parameters.put(parameter.name(), parameter);
        }
        return new RecordShape(type, parameters, constructor(type, components));
    }

    private static Parameter parameter(RecordComponent component, ShapeOfType shapes) {
        Shape shape = shapes.of(component);
        Default fallback = component.getAnnotation(Default.class);
        var parameter =
                new Parameter(
                        component.getName(),
                        shape,
                        component.isAnnotationPresent(Merged.class),
                        Optional.ofNullable(fallback).map(Default::value));
        Defaults.check(component, parameter);
        return parameter;
    }

    private static Constructor<?> constructor(Class<?> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return canonical;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor", e);
        }
    }

    Map<String, Parameter> parameters() {
        return parameters;
    }

    List<String> names() {
        return List.copyOf(parameters.keySet());
    }

    String name() {
        return type.getSimpleName();
    }

    /** The data file's name for a component that a record's own check complains of. */
    Optional<Parameter> ofComponent(String component) {
        return parameters.values().stream()
                .filter(each -> each.component().equals(component))
                .findFirst();
    }

    /**
     * @throws InvocationTargetException with what the record's own checks threw
     */
    Object make(@Nullable Object[] values) throws InvocationTargetException {
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("a record can be made of its components", e);
        }
    }
}
