package io.labctl.catalog.yaml;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.Printable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Where and why a text is not YAML, for whoever wrote it: the parser says what it met, which is
 * seldom the line that is to be changed.
 */
final class SyntaxFault {
    private static final String NO_COLON = "this line has no ': ' between a key and its value";
    private static final String SECOND_COLON = "a second ': ' in one line: put the value in quotes";
    private static final String DIRECTIVE =
            "a line that begins with '%' is a directive, which is not read: leave it out";
    private static final String HAS_COLON = ".*: .*";

    /** YAML 1.2, section 7.4.2. */
    private static final int LONGEST_KEY = 1024;

    private final String file;
    private final String problem;
    private final String context;
    private final Place met;
    private final Place opened;
    private final Surroundings around;

    private SyntaxFault(String file, String text, MarkedYamlEngineException e) {
        this.file = file;
        this.problem = String.valueOf(e.getProblem());
        this.context = String.valueOf(e.getContext());
        this.met = e.getProblemMark().map(this::place).orElseGet(() -> Place.in(file));
        this.opened = e.getContextMark().map(this::place).orElse(met);
        this.around = new Surroundings(text.lines().toList(), met);
    }

    static Fault of(String file, String text, MarkedYamlEngineException e) {
        return new SyntaxFault(file, text, e).fault();
    }

    private Place place(Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Fault fault() {
        return switch (context) {
            case String it when it.contains("quoted scalar") -> quoted();
            case String it when it.endsWith("alias") -> mark("*", "an alias");
            case String it when it.endsWith("anchor") -> mark("&", "an anchor");
            case String it when it.endsWith("tag") || problem.contains("tag handle") ->
                    mark("!", "a tag");
            case String it when it.endsWith("block scalar") ->
                    at(met, "only the text's own lines follow a '|' or '>'");
            case String it when it.endsWith("directive") -> at(opened, DIRECTIVE);
            default -> byProblem();
        };
    }

    private Fault byProblem() {
        return switch (problem) {
            case String it when it.contains("TAB") ->
                    at(met, "a tab where only spaces may stand (indent with spaces)");
            case String it when it.contains("cannot start any token") ->
                    unquoted("no value begins with '%s'".formatted(around.character()));
            case "mapping values are not allowed here" -> colon();
            case "mapping keys are not allowed here" -> unquoted("no value begins with '? '");
            case "sequence entries are not allowed here" ->
                    at(met, "a list begins on the line after its key");
            case "could not find expected ':'" -> at(opened, NO_COLON);
            case String it when it.startsWith("expected ',' or ") -> unclosed();
            case String it when it.contains("expected the node content") -> noValue();
            case String it when it.startsWith("expected <block end>") -> misplaced();
            case String it when it.contains("<document start>") -> secondStart();
            default ->
                    at(
                            met,
                            "what stands here cannot be read (%s)"
                                    .formatted(Printable.of(problem)));
        };
    }

    private Fault at(Place place, String why) {
        return place.fault(
                null,
                place.column() > 0
                        ? "file is not YAML at column %d: %s".formatted(place.column(), why)
                        : "file is not YAML: " + why);
    }

    private Fault unquoted(String why) {
        return at(met, why + ": put it in quotes");
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
        if (problem.endsWith("got :") && around.beforeInItem().matches(HAS_COLON)) {
            return at(met, SECOND_COLON);
        }
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
        if (around.character().equals(":")) { // YAML takes ':1', the parser does not
            return unquoted("no value inside '[' or '{' begins with ':'");
        }
        return problem.contains("<stream end>")
                ? at(met, "the file ends where a value must stand, a '[' or '{' is not closed")
                : at(met, "'%s' where a value must stand".formatted(around.character()));
    }

    /** A second one in a line, or the first one in a line that should not have any. */
    private Fault colon() {
        String before = around.before();
        if (before.matches(HAS_COLON)) {
            return at(met, SECOND_COLON);
        }
        if (before.codePointCount(0, before.length()) > LONGEST_KEY) {
            return at(met, "a key is longer than %d characters".formatted(LONGEST_KEY));
        }
        if (before.matches("[^\"]*\"\\s*|[^']*'\\s*")) {
            return at(met, "a key in quotes goes over more than one line");
        }
        int above = around.above();
        if (above == 0) {
            return at(met, "a key cannot stand here");
        }
        return around.text(above).strip().matches(".*:( .*)?")
                ? at(met, "a key indented below one that already has a value")
                : at(new Place(file, above, 0), NO_COLON);
    }

    /** Something follows where only another document could. */
    private Fault secondStart() {
        String first = around.text(around.first());
        if (first.startsWith("%")) {
            return at(new Place(file, around.first(), 1), DIRECTIVE);
        }
        int indent = first.length() - first.stripLeading().length();
        return problem.contains("<block mapping start>") && met.column() <= indent
                ? at(met, "this line is indented less than the first one")
                : at(met, "more text after the end of the document");
    }

    private Fault misplaced() {
        String found = problem.substring(problem.lastIndexOf("found") + "found".length()).strip();
        return switch (found) {
            case "'-'" -> at(met, "a list item among keys");
            case "'?'" -> at(met, "a key among list items");
            case "'}'", "']'" -> at(met, "a %s that closes nothing".formatted(found));
            default ->
                    around.before().isBlank()
                            ? at(met, "the line is indented like none above it")
                            : at(met, "text after the end of a value: put all of it in quotes");
        };
    }
}
