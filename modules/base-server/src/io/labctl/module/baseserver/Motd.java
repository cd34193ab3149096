package io.labctl.module.baseserver;

import io.labctl.catalog.module.Node;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The message of the day: text with names of facts in braces. */
final class Motd {
    private static final Pattern NAME = Pattern.compile("\\{([a-z0-9_]+(?:\\.[a-z0-9_-]+)*)}");

    private Motd() {}

    /**
     * Ends with a line end, as a file of lines does.
     *
     * @throws io.labctl.catalog.error.InvalidInput for a fact that the node does not have
     */
    static String filled(String text, Node node) {
        String filled =
                NAME.matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), node)));
        return filled.endsWith("\n") ? filled : filled + "\n";
    }

    private static String value(String name, Node node) {
        return switch (name) {
            case "node.name" -> node.name();
            case "node.cloud" -> node.cloud();
            case "node.environment" -> node.environment();
            case "node.role" -> node.role();
            default -> node.text(name);
        };
    }
}
