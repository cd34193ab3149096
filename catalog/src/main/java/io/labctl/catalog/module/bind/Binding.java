package io.labctl.catalog.module.bind;

import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.LabModule;
import java.util.List;

/** A module with its parameters, or all the reasons why it has none. */
public sealed interface Binding {
    record Ready(LabModule module) implements Binding {}

    record Refused(List<Fault> faults) implements Binding {
        public Refused {
            faults = List.copyOf(faults);
        }
    }
}
