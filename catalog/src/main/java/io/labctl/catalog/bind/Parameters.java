package io.labctl.catalog.bind;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Fault;
import java.util.ArrayList;
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
        var faults = new ArrayList<Fault>();
        Optional<Object> made =
                new Binder(module, faults)
                        .ofFields(shape, Merge.of(shape, layers, whenNone), ParameterPath.ROOT);
        return made.map(type::cast)
                .map(each -> (Binding<T>) new Binding.Ready<>(each))
                .orElseGet(() -> new Binding.Refused<>(faults));
    }
}
