package io.labctl.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigEditTest {
    private static final ContextConfig LAB =
            new ContextConfig("https://lab:7443", "ca.pem", null, null);

    @TempDir private Path folder;
    private ConfigFile file;

    @BeforeEach
    void file() {
        file = new ConfigFile(folder.resolve("config.yaml"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contexts: {} # none yet\n",
                "contexts: # none yet\n",
                "contexts:\n",
                "contexts:\n# the end",
                "contexts:\n  lab: {} # later\n",
                "contexts:\n  lab:\n    ca: # later\n",
                "contexts:\n  lab:\n    ca: ~ # later\n",
                "contexts: {lab: {ca: old.pem}} # by hand\n",
                "{}\n",
                "--- # begins\n",
                "%YAML 1.2\n---\ncontexts: {}\n...\n",
                "? contexts\n: ? lab\n  : ca: old.pem\n",
                "contexts:\n  lab: {\n    }\n",
                "contexts:\n  lab:\n    ca: |-\n      old.pem\n",
                "contexts:\n  lab:\n    server: >-\n      https://old:1\n\n  # end\n",
                "current-context: none",
            })
    void whatever_a_valid_file_looks_like_a_value_can_be_set(String old) throws IOException {
        write(old);
        LabctlConfig wanted = file.read().with("lab", LAB).current("lab");

        file.change(_ -> wanted);

        assertThat(file.read()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                contexts:
                  work:
                    server: https://work:7443
                    # server: https://old:1
                  # home: asleep till spring
                current-context: work
                """,
                """
                # mine
                current-context: work
                contexts:
                  work:
                    server: https://work:7443
                    # ca: other.pem
                """,
                """
                contexts:
                    work: {server: "https://work:7443"} # by hand

                    # a: b

                # which one
                current-context: work # for now
                # the end
                """,
                "contexts:\r\n  work: # far\r\n    ca: a\r\ncurrent-context: 'work'\r\n",
                "\ufeffcontexts:\n  work:\n    ca: a\n    #\ncurrent-context: work\n",
                "%YAML 1.2\n---\ncontexts:\n  work:\n    ca: a\ncurrent-context: work\n...\n",
                "contexts: {} # none yet\ncurrent-context: work\n",
            })
    void what_comes_and_goes_again_leaves_no_trace(String old) throws IOException {
        write(old);
        LabctlConfig before = file.read();

        file.change(_ -> before.with("lab", LAB).current("lab"));
        assertThat(file.read().contexts()).containsKey("lab");
        file.change(_ -> before);

        assertThat(text()).isEqualTo(old);
    }

    @Test
    void a_new_context_comes_behind_the_comments_of_the_last_one() throws IOException {
        write(
                """
                contexts:
                  work:
                    server: https://work:7443
                    # server: https://old:1
                  # home: asleep till spring
                # the end
                """);

        file.change(now -> now.with("lab", LAB));

        assertThat(text())
                .isEqualTo(
                        """
                        contexts:
                          work:
                            server: https://work:7443
                            # server: https://old:1
                          # home: asleep till spring
                          lab:
                            server: https://lab:7443
                            ca: ca.pem
                        # the end
                        """);
    }

    @Test
    void a_context_goes_with_its_own_comments_and_no_others() throws IOException {
        write(
                """
                # my labs
                current-context: lab # for now
                contexts:
                  # one
                  lab:
                    # its CA
                    ca: ca.pem # mine
                    # key: k.pem

                  # two
                  work:
                    ca: w.pem
                """);
        var rest = new TreeMap<>(file.read().contexts());
        rest.remove("lab");

        file.change(_ -> new LabctlConfig(null, rest));

        assertThat(text())
                .isEqualTo(
                        """
                        # my labs
                        contexts:
                          # one

                          # two
                          work:
                            ca: w.pem
                        """);
    }

    @Test
    void a_value_changes_in_its_place() throws IOException {
        write(
                """
                contexts: {lab: {ca: old.pem, key: "k"}} # by hand
                current-context:
                  lab # folded
                """);

        file.change(
                now ->
                        now.with("lab", new ContextConfig(null, "it's, 100% {new}", null, "a \\ b"))
                                .current("1e3"));

        assertThat(text())
                .isEqualTo(
                        """
                        contexts: {lab: {ca: 'it''s, 100% {new}', key: "a \\\\ b"}} # by hand
                        current-context:
                          '1e3' # folded
                        """);
    }

    @Test
    void a_long_value_stays_on_one_line() throws IOException {
        String value = "word ".repeat(60) + "end";
        write("contexts: # mine\n");

        file.change(
                _ -> LabctlConfig.EMPTY.with("lab", new ContextConfig(null, value, null, null)));

        assertThat(text()).isEqualTo("contexts: # mine\n  lab:\n    ca: '" + value + "'\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "contexts: {lab: {ca: old.pem}} # mine"
                        + "| contexts: {lab: {ca: ca.pem, server: https://lab:7443}} # mine",
                "contexts: {a: {ca: x}} # mine"
                        + "| contexts: {a: {ca: x}, lab: {server: https://lab:7443, ca: ca.pem}} # mine"
            })
    void what_stands_in_braces_is_added_to_there(String old, String wanted) throws IOException {
        write(old + "\n");

        assertThat(file.change(now -> now.with("lab", LAB))).isEmpty();

        assertThat(text()).isEqualTo(wanted + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "contexts: {a: {ca: x}, b: {ca: y}} # mine | a | contexts: {b: {ca: y}} # mine",
                "contexts: {a: {ca: x}, b: {ca: y}} # mine | b | contexts: {a: {ca: x}} # mine"
            })
    void what_stands_in_braces_is_taken_away_there(String old, String name, String wanted)
            throws IOException {
        write(old + "\n");
        var contexts = new TreeMap<>(file.read().contexts());
        contexts.remove(name);

        assertThat(file.change(_ -> new LabctlConfig(null, contexts))).isEmpty();

        assertThat(text()).isEqualTo(wanted + "\n");
    }

    @Test
    void who_loses_comments_is_told() throws IOException {
        write("contexts: {a: {ca: x}, b: {ca: y}, c: {ca: z}} # by hand\n");
        var onlyTheLast = new TreeMap<>(file.read().contexts());
        onlyTheLast.keySet().removeAll(List.of("a", "b"));

        assertThat(file.change(_ -> new LabctlConfig(null, onlyTheLast)))
                .contains(
                        "config file '%s' is written anew, without its comments"
                                .formatted(file.path()));
    }

    @Test
    void who_had_no_comments_is_told_nothing() throws IOException {
        write("contexts: {lab: {ca: old.pem}}\n");

        assertThat(file.change(now -> now.with("lab", LAB))).isEmpty();
    }

    private void write(String text) throws IOException {
        Files.writeString(file.path(), text);
    }

    private String text() throws IOException {
        return Files.readString(file.path());
    }
}
