package io.labctl.master.compile;

import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.module.Fault;
import java.util.ArrayList;
import java.util.List;

/** A server's catalog, or why it has none now; then it keeps its last good one. */
public sealed interface CompileResult {
    /**
     * The catalog, ready to be sent; the same object as long as nothing that it rests on changes.
     *
     * @param modules dependencies first
     */
    record Done(PackedCatalog catalog, List<ModuleVersion> modules) implements CompileResult {
        public Done {
            modules = List.copyOf(modules);
        }
    }

    /**
     * All that stands in the way.
     *
     * @param faults never empty; beyond {@link #MOST} they are only counted
     */
    record Failed(List<Fault> faults) implements CompileResult {
        /** Nobody reads more, and each of them is sent and stored. */
        static final int MOST = 50;

        public Failed {
            faults = shortened(faults);
        }

        private static List<Fault> shortened(List<Fault> all) {
            if (all.size() <= MOST) {
                return List.copyOf(all);
            }
            var shown = new ArrayList<>(all.subList(0, MOST));
            String rest = "and %d more faults".formatted(all.size() - MOST);
            shown.add(new Fault(null, null, 0, rest));
            return List.copyOf(shown);
        }
    }
}
