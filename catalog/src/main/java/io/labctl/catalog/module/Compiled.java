package io.labctl.catalog.module;

import io.labctl.catalog.Catalog;
import java.util.List;

/** What a compile gives: a catalog, or all the reasons why there is none. */
public sealed interface Compiled {
    record Done(Catalog catalog) implements Compiled {}

    record Failed(List<Fault> faults) implements Compiled {
        public Failed {
            faults = List.copyOf(faults);
        }
    }
}
