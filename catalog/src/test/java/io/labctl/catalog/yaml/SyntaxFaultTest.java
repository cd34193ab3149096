package io.labctl.catalog.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.module.Fault;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;

/** Who wrote a file that is not YAML is told what to change, and where. */
class SyntaxFaultTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "a:|>b: 1            ~ 2: 1: a tab where only spaces may stand (indent with spaces)",
                "a: @x               ~ 1: 4: no value begins with '@': put it in quotes",
                "😀: `x`             ~ 1: 4: no value begins with '`': put it in quotes",
                "a: 1|b: \"x|c: 2     ~ 2: 4: the quote that opens here is not closed",
                "a: 'x|---|b'        ~ 1: 4: the quote that opens here is not closed",
                "a: \"C:\\dir\"        ~ 1: 8: no such escape in double quotes: write '\\\\' for a"
                        + " backslash, or use single quotes",
                "a: [1, 2|b: 3       ~ 1: 4: the '[' that opens here has no ']' or ',' before line 2,"
                        + " column 2",
                "a: {b: {c: d}       ~ 1: 4: the '{' that opens here has no '}' or ',' before the end"
                        + " of the file",
                "a: [                ~ 1: 5: the file ends where a value must stand, a '[' or '{' is"
                        + " not closed",
                "a: [b, , c]         ~ 1: 8: ',' where a value must stand",
                "a: {ip: ::1}        ~ 1: 9: no value inside '[' or '{' begins with ':': put it"
                        + " in quotes",
                "a: [b, ::]          ~ 1: 8: no value inside '[' or '{' begins with ':': put it"
                        + " in quotes",
                "a: b: c             ~ 1: 5: a second ': ' in one line: put the value in quotes",
                "a: 1|b|c: 2         ~ 2: 1: this line has no ': ' between a key and its value",
                "a:|  b: 1|   c: 2   ~ 3: 5: a key indented below one that already has a value",
                "a:|  b: 1| c: 2     ~ 3: 2: the line is indented like none above it",
                "a: - x              ~ 1: 4: a list begins on the line after its key",
                "a: 1|- b            ~ 2: 1: a list item among keys",
                "- a|b: 1            ~ 2: 1: a key among list items",
                "a: {b}}             ~ 1: 7: a '}' that closes nothing",
                "a: 'it's'           ~ 1: 8: text after the end of a value: put all of it in quotes",
                "a: {os.name} here   ~ 1: 14: text after the end of a value: put all of it in quotes",
                "a: *                ~ 1: 4: '*' begins an alias, which is not read: put the value in"
                        + " quotes",
                "a: & b              ~ 1: 4: '&' begins an anchor, which is not read: put the value in"
                        + " quotes",
                "a: !x!y z           ~ 1: 4: '!' begins a tag, which is not read: put the value in"
                        + " quotes",
                "a: |x               ~ 1: 5: only the text's own lines follow a '|' or '>'",
                "a: 1|...|b: 2       ~ 3: 1: more text after the end of the document",
                "{a: b} c            ~ 1: 8: more text after the end of the document",
                "^ a: b|c: d^ ~ 2: 1: this line is indented less than the first one",
                "# x|%FOO|a: b       ~ 2: 1: a line that begins with '%' is a directive, which is not"
                        + " read: leave it out",
                "%YAML x             ~ 1: 1: a line that begins with '%' is a directive, which is not"
                        + " read: leave it out",
                "a: {b: c: d}        ~ 1: 9: a second ': ' in one line: put the value in quotes",
                "a: [b, c: d: e]     ~ 1: 12: a second ': ' in one line: put the value in quotes",
                "a: {b: c|d: e}      ~ 1: 4: the '{' that opens here has no '}' or ',' before line 2,"
                        + " column 2",
                "\"a|b\": c           ~ 2: 3: a key in quotes goes over more than one line",
                "'a|b': c            ~ 2: 3: a key in quotes goes over more than one line",
                "a: ? b              ~ 1: 4: no value begins with '? ': put it in quotes",
            })
    void what_was_met_is_told_with_its_line_and_column(String text, String told) {
        String[] place = told.split(": ", 3);

        assertThat(fault(text.equals("a: |x") ? text : text.replace('|', '\n')))
                .isEqualTo(
                        "f.yaml:%s: file is not YAML at column %s: %s".formatted((Object[]) place));
    }

    @ParameterizedTest
    @CsvSource({"a:1|b: 2, 1", "a b|c: 1, 1"})
    void a_key_without_its_colon_is_told_in_its_own_line(String text, int line) {
        assertThat(fault(text.replace('|', '\n')))
                .isEqualTo(
                        "f.yaml:%d: file is not YAML: this line has no ': ' between a key and its"
                                        .formatted(line)
                                + " value");
    }

    @Test
    void a_key_that_is_too_long_is_told() {
        assertThat(fault("k".repeat(1025) + ": 1"))
                .isEqualTo(
                        "f.yaml:1: file is not YAML at column 1026: a key is longer than 1024"
                                + " characters");
    }

    @Test
    void what_has_no_sentence_of_ours_is_told_in_the_words_of_the_parser() {
        var met = Optional.of(new Mark("f.yaml", 0, 0, 0, "a".codePoints().toArray(), 0));
        var strange = new ParserException("while dreaming", met, "found \u001b sheep", met);

        assertThat(SyntaxFault.of("f.yaml", "a", strange).sentence())
                .isEqualTo(
                        "f.yaml:1: file is not YAML at column 1: what stands here cannot be read"
                                + " (found \\u001b sheep)");
    }

    /** What a new version of the parser rewords is to be noticed here, not by who wrote a file. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            nullValues = "-",
            value = {
                "a:|>b: 1         ~ while scanning for the next token ~ found character '\\t(TAB)' that"
                        + " cannot start any token. (Do not use \\t(TAB) for indentation)",
                "a: @x            ~ while scanning for the next token ~ found character '@' that"
                        + " cannot start any token. (Do not use @ for indentation)",
                "a: \"x            ~ while scanning a quoted scalar ~ found unexpected end of stream",
                "a: \"\\d\"          ~ while scanning a double-quoted scalar ~ found unknown escape"
                        + " character d(100)",
                "a: \"\\xZZ\"        ~ while scanning a double-quoted scalar ~ expected escape"
                        + " sequence of 2 hexadecimal numbers, but found: ZZ",
                "a: [1|b: 3       ~ while parsing a flow sequence ~ expected ',' or ']', but got :",
                "a: {b            ~ while parsing a flow mapping ~ expected ',' or '}', but got"
                        + " <stream end>",
                "a: [             ~ while parsing a flow node ~ expected the node content, but found"
                        + " '<stream end>'",
                "a: {b: ::1}      ~ while parsing a flow node ~ expected the node content, but found"
                        + " ':'",
                "a: b: c          ~ - ~ mapping values are not allowed here",
                "a: ? b           ~ - ~ mapping keys are not allowed here",
                "a: - x           ~ ^^ ~ sequence entries are not allowed here",
                "a: 1|b|c: 2      ~ while scanning a simple key ~ could not find expected ':'",
                "a: 1|- b         ~ while parsing a block mapping ~ expected <block end>, but found '-'",
                "a: *             ~ while scanning an alias ~ unexpected character found \u0000(0)",
                "a: & b           ~ while scanning an anchor ~ unexpected character found  (32)",
                "a: !<x y         ~ while scanning a tag ~ expected '>', but found ' ' (32)",
                "a: !x!y z        ~ while parsing a node ~ found undefined tag handle !x!",
                "a: >x            ~ while scanning a block scalar ~ expected chomping or indentation"
                        + " indicators, but found x(120)",
                "%YAML x          ~ while scanning a directive ~ expected a digit, but found x(120)",
                "^ a: b|c: d^ ~ - ~ expected '<document start>', but found '<block mapping"
                        + " start>'",
            })
    void the_parser_words_its_problems_as_they_are_known_here(
            String text, @Nullable String context, String problem) {
        String written = text.startsWith("a: >") ? text : text.replace('>', '\t');
        var events = new Parse(LoadSettings.builder().build());

        assertThatThrownBy(
                        () ->
                                events.parseString(written.replace('|', '\n'))
                                        .forEach(event -> assertThat(event).isNotNull()))
                .isInstanceOfSatisfying(
                        MarkedYamlEngineException.class,
                        e -> {
                            assertThat(e.getContext()).isEqualTo(context);
                            assertThat(e.getProblem()).isEqualTo(problem);
                        });
    }

    private static String fault(String text) {
        byte[] bytes = text.replace('>', '\t').getBytes(UTF_8);
        return YamlDocument.read("f.yaml", bytes).faults().stream()
                .map(Fault::sentence)
                .reduce("", String::concat);
    }
}
