package io.labctl.catalog.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static String fault(String text) {
        byte[] bytes = text.replace('>', '\t').getBytes(UTF_8);
        return YamlDocument.read("f.yaml", bytes).faults().stream()
                .map(Fault::sentence)
                .reduce("", String::concat);
    }
}
