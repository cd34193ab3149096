package io.labctl.catalog.bind;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Fault;
import java.util.List;
import java.util.stream.Collectors;

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

    /**
     * The record.
     *
     * @throws InvalidInput when there is none, with a line for each fault
     */
    default T orThrow() {
        return switch (this) {
            case Ready<T>(T made) -> made;
            case Refused<T>(List<Fault> faults) ->
                    throw new InvalidInput(
                            faults.stream().map(Fault::sentence).collect(Collectors.joining("\n")));
        };
    }
}
