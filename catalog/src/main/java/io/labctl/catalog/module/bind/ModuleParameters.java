package io.labctl.catalog.module.bind;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.LabModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parameters of one kind of module, looked up once and bound for every server. */
public final class ModuleParameters {
    private final RecordShape shape;

    private ModuleParameters(RecordShape shape) {
        this.shape = shape;
    }

    /**
     * @throws InvalidInput when the class is no record, or has a component that no data file could
     *     fill
     */
    public static ModuleParameters of(Class<? extends LabModule> type) {
        return new ModuleParameters(new ShapeOfType().ofRecord(type));
    }

    /** As data files write them, in the order of the record. */
    public List<String> names() {
        return shape.names();
    }

    /**
     * @param layers what the layers that apply to a server give for this module, broadest first
     * @param whenNone where to look when no layer gives anything
     */
    public Binding bind(String module, List<Value.Fields> layers, Place whenNone) {
        var faults = new ArrayList<Fault>();
        Optional<Object> made =
                new Binder(module, faults).ofFields(shape, Merge.of(shape, layers, whenNone), "");
        return made.map(each -> (Binding) new Binding.Ready((LabModule) each))
                .orElseGet(() -> new Binding.Refused(faults));
    }
}
