package io.labctl.catalog.bind;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Merged;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record's parameters and its canonical constructor, looked up once. */
final class RecordShape {
    private final Class<?> type;
    private final Map<String, Parameter> parameters;
    private final CanonicalConstructor constructor;
    private final List<PartialRule> rules;

    private RecordShape(
            Class<?> type,
            Map<String, Parameter> parameters,
            CanonicalConstructor constructor,
            List<PartialRule> rules) {
        this.type = type;
        this.parameters = parameters;
        this.constructor = constructor;
        this.rules = rules;
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
        return new RecordShape(
                type,
                parameters,
                CanonicalConstructor.of(type, components),
                PartialRule.about(type, components));
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

    List<PartialRule> rules() {
        return rules;
    }

    /**
     * @throws InvocationTargetException with what the record's own checks threw
     */
    Object make(@Nullable Object[] values) throws InvocationTargetException {
        return constructor.make(values);
    }
}
