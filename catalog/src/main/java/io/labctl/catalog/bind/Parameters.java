package io.labctl.catalog.bind;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.ForNode;
import io.labctl.catalog.module.Traced;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The components of one record type as data files see them: looked up once, bound many times, by
 * any thread.
 *
 * @param <T> the record: a module, or a file's form
 */
public final class Parameters<T> {
    private final Class<T> type;
    private final RecordShape shape;

    private Parameters(Class<T> type, RecordShape shape) {
        this.type = type;
        this.shape = shape;
    }

    /**
     * Looks a record type up.
     *
     * @throws InvalidInput when the class is no record, or has a component that no data file could
     *     fill
     */
    public static <T> Parameters<T> of(Class<T> type) {
        return new Parameters<>(type, new ShapeOfType().ofRecord(type));
    }

    /** As data files write them, in the order of the record. */
    public List<String> names() {
        return shape.names();
    }

    /**
     * Joins the layers and fills the record.
     *
     * @param module at fault when something is wrong; null when no module is
     * @param layers what each layer gives, broadest first
     * @param whenNone where to look when no layer gives anything
     */
    public Binding<T> bind(@Nullable String module, List<Value.Fields> layers, Place whenNone) {
        return bound(module, new Binder(module, true), layers, whenNone).forAny();
    }

    /** The same for a program's own settings: whatever is wrong with a value names its key. */
    public Binding<T> bindSettings(List<Value.Fields> layers, Place whenNone) {
        return bound(null, Binder.ofSettings(), layers, whenNone).forAny();
    }

    /** The same for a module, whose {@link ForNode} values may object to a node later. */
    public Bound<T> bindModule(String module, List<Value.Fields> layers, Place whenNone) {
        return bound(module, new Binder(module, true), layers, whenNone);
    }

    /**
     * The same for layers of which some could not be read, so that nothing can be said to be
     * missing, and no rule about several parameters to be broken: no module, but all that is wrong
     * whatever else is given.
     */
    public Bound<T> bindPart(String module, List<Value.Fields> layers, Place whenNone) {
        return bound(module, new Binder(module, false), layers, whenNone);
    }

    /**
     * The same for a file of which something could not be read: all that is wrong with its keys
     * whatever that was.
     */
    public List<Fault> faultsOfPart(Value.Fields keys) {
        var binder = new Binder(null, false);
        binder.ofFields(shape, keys, ParameterPath.ROOT);
        return Finding.wrong(binder.findings());
    }

    private Bound<T> bound(
            @Nullable String module, Binder binder, List<Value.Fields> layers, Place whenNone) {
        return new Bound<>(
                fill(binder, layers, whenNone),
                binder.findings(),
                () -> traced(module, layers, whenNone));
    }

    private Optional<T> fill(Binder binder, List<Value.Fields> layers, Place whenNone) {
        Value.Fields merged = Merge.of(shape, layers, whenNone);
        return binder.ofFields(shape, merged, ParameterPath.ROOT).map(type::cast);
    }

    private Traced<T> traced(@Nullable String module, List<Value.Fields> layers, Place whenNone) {
        var places = new Places();
        return fill(new Binder(module, true, places::put), layers, whenNone)
                .map(made -> new Traced<>(made, places))
                .orElseThrow(() -> new IllegalStateException("the same data always fill a module"));
    }
}
