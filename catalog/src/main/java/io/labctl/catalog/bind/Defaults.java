package io.labctl.catalog.bind;

import io.labctl.catalog.error.InvalidInput;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** The values that stand in the code for what no layer gives. */
final class Defaults {
    static final Place CODE = Place.in("default");

    private Defaults() {}

    /**
     * @throws InvalidInput for a default that could never be bound: it would fail every compile
     */
    static void check(RecordComponent component, Parameter parameter) {
        if (parameter.fallback().isEmpty()) {
            return;
        }
        boolean fits =
                new Binder("", true)
                        .bind(
                                parameter.shape(),
                                value(parameter),
                                ParameterPath.of(parameter.name()))
                        .isPresent();
        boolean text = !parameter.fallback().orElse("").isEmpty();
        boolean scalar = value(parameter) instanceof Value.Scalar;
        if (!fits || (text && !scalar)) {
            throw new InvalidInput(
                    "default '%s' of %s.%s is not %s"
                            .formatted(
                                    parameter.fallback().orElse(""),
                                    component.getDeclaringRecord().getSimpleName(),
                                    component.getName(),
                                    parameter.shape().called()));
        }
    }

    static Value value(Parameter parameter) {
        return switch (parameter.shape()) {
            case Shape.ListOf _ -> Value.of(CODE, List.of());
            case Shape.MapOf _ -> Value.Fields.empty(CODE);
            case Shape.RecordOf _ ->
                    parameter.fallback().orElse("").isEmpty()
                            ? Value.Fields.empty(CODE)
                            // Of a record with one component, which is written as that alone.
                            : new Value.Scalar(CODE, parameter.fallback().orElse(""), false);
            case Shape.Text _,
                    Shape.Flag _,
                    Shape.Whole _,
                    Shape.Decimal _,
                    Shape.Span _,
                    Shape.Choice _,
                    Shape.OptionalOf _ ->
                    new Value.Scalar(CODE, parameter.fallback().orElse(""), false);
        };
    }
}
