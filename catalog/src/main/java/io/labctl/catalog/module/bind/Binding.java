package io.labctl.catalog.module.bind;

import io.labctl.catalog.module.Fault;
import java.util.List;

/**
 * A record filled from data, or all the reasons why it could not be.
 *
 * @param <T> the record's type
 */
public sealed interface Binding<T> {
    record Ready<T>(T made) implements Binding<T> {}

    record Refused<T>(List<Fault> faults) implements Binding<T> {
        public Refused {
            faults = List.copyOf(faults);
        }
    }
}
