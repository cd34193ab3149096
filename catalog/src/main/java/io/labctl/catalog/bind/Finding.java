package io.labctl.catalog.bind;

import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.ForNode;
import io.labctl.catalog.module.Node;
import java.util.List;
import java.util.function.Function;

/** What a binder came across, in the order of the data. */
sealed interface Finding {
    /** What is wrong for this node. */
    List<Fault> faults(Node node);

    /** Those of them that are wrong for every node. */
    static List<Fault> wrong(List<Finding> findings) {
        return findings.stream()
                .filter(Wrong.class::isInstance)
                .map(each -> ((Wrong) each).fault())
                .toList();
    }

    /** Wrong for every node. */
    record Wrong(Fault fault) implements Finding {
        @Override
        public List<Fault> faults(Node node) {
            return List.of(fault);
        }
    }

    /**
     * Right for some nodes only.
     *
     * @param told an objection as a fault in its place
     */
    record Asked(ForNode value, Function<String, Fault> told) implements Finding {
        @Override
        public List<Fault> faults(Node node) {
            try {
                return value.objections(node).stream().map(told).toList();
            } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
                return List.of(told.apply(Fault.thrown(e)));
            }
        }
    }
}
