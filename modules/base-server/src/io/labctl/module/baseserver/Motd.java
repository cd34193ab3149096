package io.labctl.module.baseserver;

import io.labctl.catalog.module.ForNode;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import java.util.List;

/**
 * The message of the day.
 *
 * @param text with names of facts, or of the node's own place, in braces
 */
public record Motd(String text) implements ForNode {
    @Override
    public List<String> objections(Node node) {
        return new FilledText(text).objections(node);
    }

    void declare(Plan plan, Node node) {
        plan.file("/etc/motd").owner("root").group("root").mode("0644").content(filled(node));
    }

    /** Ends with a line end, as a file of lines does; for a node to which it has no objections. */
    private String filled(Node node) {
        String filled = new FilledText(text).filled(node);
        return filled.endsWith("\n") ? filled : filled + "\n";
    }
}
