package io.labctl.catalog.module;

import java.util.List;

/**
 * A parameter's value that fits some machines and not others, such as a text with names of facts.
 * It is judged before its module declares anything, and whether or not the other parameters are
 * right.
 */
public interface ForNode {
    /** All that keeps the value from being used for this node, a sentence each. */
    List<String> objections(Node node);
}
