package io.labctl.module.baseserver;

import io.labctl.catalog.module.ForNode;
import io.labctl.catalog.module.Node;
import java.util.List;

/** A part that is declared differently for each {@link Family}. */
interface ForFamily extends ForNode {
    @Override
    default List<String> objections(Node node) {
        return Family.objections(node);
    }
}
