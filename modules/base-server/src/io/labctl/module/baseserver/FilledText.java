package io.labctl.module.baseserver;

import io.labctl.catalog.module.Node;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Text that is filled in for each node.
 *
 * @param text with names of facts, or of the node's own place, in braces
 */
record FilledText(String text) {
    /** As facts are called: {@code networking.interfaces.eth0:1}, {@code mountpoints./srv}. */
    private static final String OPENED_NAME = "\\{(\\w[\\w.:/-]*+)";

    private static final Pattern NAME = Pattern.compile(OPENED_NAME + "}");
    private static final Pattern UNCLOSED = Pattern.compile(OPENED_NAME + "[^{}\n]*+(?!})");

    private static final String OWN = "node.";
    private static final Map<String, Function<Node, String>> PLACE =
            new TreeMap<>(
                    Map.of(
                            OWN + "name", Node::name,
                            OWN + "cloud", Node::cloud,
                            OWN + "environment", Node::environment,
                            OWN + "role", Node::role));

    /** Each brace that is not closed, and each name that stands for nothing here. */
    List<String> objections(Node node) {
        return Stream.concat(unclosed(), unknown(node)).distinct().toList();
    }

    private Stream<String> unclosed() {
        return UNCLOSED.matcher(text)
                .results()
                .map(
                        found ->
                                "brace before '%s' is not closed"
                                        .formatted(Printable.of(found.group(1))));
    }

    private Stream<String> unknown(Node node) {
        return NAME.matcher(text)
                .results()
                .map(found -> found.group(1))
                .flatMap(name -> objection(name, node).stream());
    }

    private static Optional<String> objection(String name, Node node) {
        if (!name.startsWith(OWN)) {
            return node.whyNoText(name);
        }
        return PLACE.containsKey(name) ? Optional.empty() : Optional.of(unknown(name));
    }

    private static String unknown(String name) {
        String hint = Suggestion.hint(name, PLACE.keySet());
        return "unknown name '%s'%s"
                .formatted(
                        Printable.of(name),
                        hint.isEmpty() ? ", known are " + String.join(", ", PLACE.keySet()) : hint);
    }

    /** For a node to which it has no objections. */
    String filled(Node node) {
        return NAME.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), node)));
    }

    private static String value(String name, Node node) {
        Function<Node, String> place = PLACE.get(name);
        return place == null ? node.text(name) : place.apply(node);
    }
}
