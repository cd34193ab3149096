package io.labctl.catalog.yaml;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.Printable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Where and why a text is not YAML, for whoever wrote it: the parser says what it met, which is
 * seldom the line that is to be changed.
 */
final class SyntaxFault {
    private static final String NO_COLON = "this line has no ': ' between a key and its value";
    private final String file;
    private final List<String> lines;
    private final String problem;
    private final String context;
    private final Place met;
    private final Place opened;

    private SyntaxFault(String file, String text, MarkedYamlEngineException e) {
        this.file = file;
        this.lines = text.lines().toList();
        this.problem = String.valueOf(e.getProblem());
        this.context = String.valueOf(e.getContext());
        this.met = e.getProblemMark().map(this::place).orElseGet(() -> Place.in(file));
        this.opened = e.getContextMark().map(this::place).orElse(met);
    }

    static Fault of(String file, String text, MarkedYamlEngineException e) {
        return new SyntaxFault(file, text, e).fault();
    }

    private Place place(Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Fault fault() {
        return switch (problem) {
            case String it when it.contains("TAB") ->
                    at(met, "a tab where only spaces may stand (indent with spaces)");
            case String it when it.contains("cannot start any token") ->
                    at(met, "no value begins with '%s': put it in quotes".formatted(character()));
            case String _ when context.contains("quoted scalar") -> quoted();
            case String it when it.startsWith("expected ',' or ") -> unclosed();
            case String it when it.contains("expected the node content") -> noValue();
            case "mapping values are not allowed here" -> colon();
            case "could not find expected ':'" -> at(opened, NO_COLON);
            case "sequence entries are not allowed here" ->
                    at(met, "a list begins on the line after its key");
            case String it when it.startsWith("expected <block end>") -> misplaced();
            case String _ when context.endsWith("alias") -> mark("*", "an alias");
            case String _ when context.endsWith("anchor") -> mark("&", "an anchor");
            case String it when context.endsWith("tag") || it.contains("tag handle") ->
                    mark("!", "a tag");
            case String _ when context.endsWith("block scalar") ->
                    at(met, "only the text's own lines follow a '|' or '>'");
            case String it when it.contains("<document start>") ->
                    at(met, "more text after the end of the document");
            default -> at(met, "what stands here cannot be read");
        };
    }

    private Fault at(Place place, String why) {
        return place.fault(
                null,
                place.column() > 0
                        ? "file is not YAML at column %d: %s".formatted(place.column(), why)
                        : "file is not YAML: " + why);
    }

    private Fault mark(String sign, String called) {
        return at(
                opened,
                "'%s' begins %s, which is not read: put the value in quotes"
                        .formatted(sign, called));
    }

    private Fault quoted() {
        return problem.contains("escape")
                ? at(
                        met,
                        "no such escape in double quotes: write '\\\\' for a backslash, or use"
                                + " single quotes")
                : at(opened, "the quote that opens here is not closed");
    }

    private Fault unclosed() {
        String end =
                problem.contains("<stream end>")
                        ? "the end of the file"
                        : "line %d, column %d".formatted(met.line(), met.column());
        boolean list = problem.contains("]'");
        return at(
                opened,
                "the '%s' that opens here has no '%s' or ',' before %s"
                        .formatted(list ? "[" : "{", list ? "]" : "}", end));
    }

    private Fault noValue() {
        return problem.contains("<stream end>")
                ? at(met, "the file ends where a value must stand, a '[' or '{' is not closed")
                : at(met, "'%s' where a value must stand".formatted(character()));
    }

    /** A second one in a line, or the first one in a line that should not have any. */
    private Fault colon() {
        if (before().matches(".*: .*")) {
            return at(met, "a second ': ' in one line: put the value in quotes");
        }
        for (int line = met.line() - 1; line > 0; line--) {
            String above = lines.get(line - 1).strip();
            if (!above.isEmpty() && !above.startsWith("#")) {
                return above.matches(".*:( .*)?")
                        ? at(met, "a key indented below one that already has a value")
                        : at(new Place(file, line, 0), NO_COLON);
            }
        }
        return at(met, "a key cannot stand here");
    }

    private Fault misplaced() {
        String found = problem.substring(problem.lastIndexOf("found") + "found".length()).strip();
        return switch (found) {
            case "'-'" -> at(met, "a list item among keys");
            case "'?'" -> at(met, "a key among list items");
            case "'}'", "']'" -> at(met, "a %s that closes nothing".formatted(found));
            default ->
                    before().isBlank()
                            ? at(met, "the line is indented like none above it")
                            : at(met, "text after the end of a value: put all of it in quotes");
        };
    }

    /** What stands before it in its line. */
    private String before() {
        return line().limit(met.column() - 1L).collect(Collectors.joining());
    }

    private String character() {
        return line().skip(met.column() - 1L).map(Printable::of).findFirst().orElse("");
    }

    /** Of code points, as the parser counts them; empty behind the end of the file. */
    private Stream<String> line() {
        String line = met.line() > lines.size() ? "" : lines.get(met.line() - 1);
        return line.codePoints().mapToObj(Character::toString);
    }
}
