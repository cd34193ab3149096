package io.labctl.catalog.bind;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.ForKey;
import io.labctl.catalog.module.ForNode;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a binder finds wrong, worded for whoever wrote the data. */
final class BindingFaults {
    /** Of what was thrown, in characters: its cause stands at its end. */
    private static final int MOST_TOLD = 500;

    private final @Nullable String module;
    private final String noun;
    private final boolean namesKeys;
    private final List<Finding> findings = new ArrayList<>();
    private int count;

    /**
     * None yet.
     *
     * @param module at fault when something is wrong; null when no module is
     */
    BindingFaults(@Nullable String module) {
        this(module, module != null);
    }

    private BindingFaults(@Nullable String module, boolean namesKeys) {
        this.module = module;
        this.noun = module == null ? "key" : "parameter";
        this.namesKeys = namesKeys;
    }

    /** None yet, of a program's own settings. */
    static BindingFaults ofSettings() {
        return new BindingFaults(null, true);
    }

    List<Finding> findings() {
        return findings;
    }

    /** How many there are for sure, whatever the node says. */
    int count() {
        return count;
    }

    private void note(Place place, String message) {
        note(place.fault(module, message));
    }

    private void note(Fault fault) {
        findings.add(new Finding.Wrong(fault));
        count++;
    }

    /** What only a node can tell. */
    void ask(ForNode value, Place place, ParameterPath path) {
        findings.add(new Finding.Asked(value, objection -> told(place, path, objection)));
    }

    /** What a map's value has against its key. */
    void misplaced(ForKey value, String key, Place place, ParameterPath path) {
        try {
            value.check(key);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            note(told(place, path, Fault.thrown(e)));
        }
    }

    void missing(Shape shape, Place place, ParameterPath path) {
        note(place, "%s '%s' is missing, it must be %s".formatted(noun, path, shape.called()));
    }

    void twice(Place place, ParameterPath path) {
        note(place, "%s '%s' is given twice, spelled differently".formatted(noun, path));
    }

    /** A key that a record does not have. */
    void unknown(RecordShape shape, String name, Place place, ParameterPath path) {
        String hint =
                Suggestion.nearest(name, shape.names())
                        .map(near -> ", did you mean '%s'?".formatted(path.then(near)))
                        .orElseGet(() -> known(shape.names()));
        note(place, "unknown %s '%s'%s".formatted(noun, path.then(name), hint));
    }

    private static String known(List<String> names) {
        return names.isEmpty() ? ", there are none" : ", known are " + String.join(", ", names);
    }

    /** A text in braces, which YAML takes for a map. */
    void unquoted(Value.Fields braces, ParameterPath path) {
        note(
                braces.place(),
                "%s '%s' is a map: put quotes round a text that begins with '{'"
                        .formatted(noun, path));
    }

    /** A value of another form than its shape. */
    void wrong(Shape shape, Value value, ParameterPath path) {
        if (value instanceof Value.Nothing && module != null) {
            note(
                    value.place(),
                    "%s '%s' is empty, which only takes away what a broader layer gives; it must be %s"
                            .formatted(noun, path, shape.called()));
            return;
        }
        String hint = value instanceof Value.Scalar scalar ? Scalars.hint(shape, scalar) : "";
        note(
                value.place(),
                "%s '%s' is %s, not %s%s"
                        .formatted(noun, path, value.shown(), shape.called(), hint));
    }

    /** What a record or a rule about it threw. */
    void refused(RecordShape shape, @Nullable Throwable cause, Value given, ParameterPath path) {
        String message =
                switch (cause) {
                    case LabException known -> known.sentence();
                    case LinkageError broken ->
                            "%s cannot be made: it %s"
                                    .formatted(shape.name(), Fault.thrown(broken));
                    case null, default ->
                            "%s refused its parameters with %s"
                                    .formatted(
                                            shape.name(),
                                            Printable.of(String.valueOf(cause), MOST_TOLD));
                };
        Optional<Parameter> part =
                cause instanceof InvalidInput rule && given instanceof Value.Fields
                        ? rule.field().flatMap(shape::ofComponent)
                        : Optional.empty();
        note(
                part.map(each -> told(placeOf(each, given), path.then(each.name()), message))
                        .orElseGet(() -> told(given.place(), path, message)));
    }

    private static Place placeOf(Parameter part, Value given) {
        Value.Field written =
                given instanceof Value.Fields fields ? fields.fields().get(part.name()) : null;
        return written == null ? given.place() : written.place();
    }

    /** A value knows nothing of its parameter's name; that of a setting may all the same. */
    private Fault told(Place place, ParameterPath path, String message) {
        boolean isNamed = !namesKeys || path.isRoot() || (module == null && path.begins(message));
        return place.fault(
                module, isNamed ? message : "%s '%s': %s".formatted(noun, path, message));
    }
}
