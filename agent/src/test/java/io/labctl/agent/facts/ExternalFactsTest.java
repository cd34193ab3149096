package io.labctl.agent.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.FakeCommands;
import io.labctl.agent.time.Stop;
import io.labctl.facts.MachineFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With real files. */
class ExternalFactsTest {
    @TempDir private Path path;

    private FactsFolder folder;

    @BeforeEach
    void hasFolder() {
        folder = new FactsFolder(path);
    }

    @Test
    void without_a_folder_a_machine_has_its_own_facts() {
        assertThat(new FactsFolder(path.resolve("none")).gathered())
                .isEqualTo(new MachineFacts(new TreeMap<>(FactsFolder.OWN), List.of()));
    }

    @Test
    void a_folder_that_somebody_named_and_is_not_there_is_told() {
        Path none = path.resolve("none");

        assertThat(new FactsFolder(none).gatheredAsNamed())
                .isEqualTo(
                        new MachineFacts(
                                new TreeMap<>(FactsFolder.OWN),
                                List.of(
                                        new MachineFacts.Fault(
                                                none.toString(),
                                                "no such folder: make it, or mend 'facts-folder'"
                                                        + " in agent.yaml"))));
    }

    @Test
    void a_folder_that_is_none_is_told_with_its_setting_where_somebody_named_it()
            throws IOException {
        Path file = Files.writeString(path.resolve("file"), "");

        assertThat(new FactsFolder(file).faults())
                .containsExactly(new MachineFacts.Fault(file.toString(), "it is not a folder"));
        assertThat(new FactsFolder(file).gatheredAsNamed().faults())
                .containsExactly(
                        new MachineFacts.Fault(
                                file.toString(),
                                "it is not a folder: mend 'facts-folder' in agent.yaml"));
    }

    @Test
    void a_link_to_no_folder_is_told_though_nobody_named_it() throws IOException {
        Path link = Files.createSymbolicLink(path.resolve("facts.d"), path.resolve("none"));
        Path loop = path.resolve("loop");
        Files.createSymbolicLink(loop, loop);

        assertThat(new FactsFolder(link).faults())
                .containsExactly(
                        new MachineFacts.Fault(link.toString(), "it is a link to nothing"));
        assertThat(new FactsFolder(loop).faults()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.yaml", "x.json", "x.txt"})
    void a_file_with_nothing_in_it_gives_no_facts_and_is_no_fault(String name) throws IOException {
        folder.file(name, "").file("y.json", " \n");

        assertThat(folder.gathered())
                .isEqualTo(new MachineFacts(new TreeMap<>(FactsFolder.OWN), List.of()));
    }

    @Test
    void what_has_no_value_may_have_any_name() throws IOException {
        folder.file("x.json", "{\"a.b\": null, \"c\": {\"d.e\": 1}}").file("y.yaml", "a.b: ~");

        assertThat(folder.faults()).isEmpty();
        assertThat(folder.values()).containsEntry("c", Map.of("d.e", 1L));
    }

    @Test
    void yaml_gives_structures_numbers_and_truth() throws IOException {
        folder.file(
                "rack.yaml",
                "rack: {row: 7, weight: 1.5, locked: true, name: '7', spare: ~}\nups: [a, 2]\n");

        assertThat(folder.values())
                .containsEntry(
                        "rack", Map.of("row", 7L, "weight", 1.5, "locked", true, "name", "7"))
                .containsEntry("ups", List.of("a", 2L))
                .containsEntry("kernel", "Linux");
    }

    @Test
    void json_gives_the_same() throws IOException {
        folder.file(
                "rack.json", "{\n\t\"rack\": {\"row\": 7, \"locked\": false, \"spare\": null}}");

        assertThat(folder.values()).containsEntry("rack", Map.of("row", 7L, "locked", false));
    }

    @Test
    void text_gives_text() throws IOException {
        folder.file("rack.txt", "# where it stands\nrack=7\n\nmotto = a=b\r\n");

        assertThat(folder.gathered())
                .isEqualTo(
                        new MachineFacts(
                                new TreeMap<>(
                                        Map.of("kernel", "Linux", "rack", "7", "motto", " a=b")),
                                List.of()));
    }

    @Test
    void text_with_two_values_of_one_name_is_none() throws IOException {
        folder.file("rack.txt", "rack=7\nrow=1\nrack =8\n");

        assertThat(folder.faults())
                .containsExactly(folder.fault("rack.txt", "it has the key 'rack' twice"));
        assertThat(folder.values()).isEqualTo(FactsFolder.OWN);
    }

    @Test
    void text_in_another_encoding_is_none() throws IOException {
        Files.write(path.resolve("rack.txt"), new byte[] {'a', '=', (byte) 0xe4});

        assertThat(folder.faults())
                .containsExactly(folder.fault("rack.txt", "it is not text in UTF-8"));
    }

    @Test
    void a_later_file_stands_above_an_earlier_one_and_above_the_machine() throws IOException {
        folder.file("10.yaml", "kernel: ten\nrack: a\n").file("20.json", "{\"rack\":\"b\"}");

        assertThat(folder.values())
                .containsExactlyInAnyOrderEntriesOf(Map.of("kernel", "ten", "rack", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README",
                "rack.yaml~",
                ".rack.yaml.swp",
                ".hidden",
                "rack.yaml.bak",
                "rack.sh.dpkg-old",
                "rack.sh.rpmsave"
            })
    void what_editors_and_packages_leave_is_passed_over(String name) throws IOException {
        folder.file(name, "rack: 7");

        assertThat(folder.faults()).isEmpty();
        assertThat(folder.values()).isEqualTo(FactsFolder.OWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rack.yml    | it is not read, did you mean 'rack.yaml'?",
                "rack.a.YAML | it is not read, did you mean 'rack.a.yaml'?",
                "rack.jsn    | it is not read, did you mean 'rack.json'?",
                "rack.bash   | it is not read, did you mean 'rack.sh'?",
                "rack.py     | it is not read: its name ends in none of .yaml, .json, .txt, .sh",
                "rack        | it is not read: its name ends in none of .yaml, .json, .txt, .sh",
            })
    void a_file_that_somebody_may_think_is_read_is_told(String name, String why)
            throws IOException {
        Files.createDirectory(path.resolve("folder"));
        folder.file(name, "rack: 7");

        assertThat(folder.faults()).containsExactly(folder.fault(name, why));
        assertThat(folder.values()).isEqualTo(FactsFolder.OWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.yaml | - a            | it holds a list, not a map of keys",
                "x.yaml | a: 1e999       | line 1: a number is too large",
                "x.json | {\"a\":1e999}  | a number in it is too large (line 1, column 6)",
                "x.yaml | a.b: 1         | line 1 begins with what is no fact's name: use A-Z a-z 0-9 _ -",
                "x.json | {\"a\":1,\\n \"b.c\": 1} | it has what is no fact's name: use A-Z a-z 0-9 _ - (line 2, column 2)",
                "x.json | {\"a\":        | it is cut short (line 1, column 6)",
                "x.json | {\"b\":{\"a\":1,\"a\":2}} | it has the key 'a' twice",
                "x.yaml | b: {a: 1, a: 2} | key stands twice, first in column 5 of this line",
                "x.json | [1]            | it must be an object (line 1, column 1)",
                "x.txt  | rack 7         | line 1 is not of the form name=value",
            })
    void what_gives_no_facts_is_a_fault_and_costs_no_others(String name, String text, String why)
            throws IOException {
        folder.file(name, text.replace("\\n", "\n")).file("y.yaml", "rack: 7");

        MachineFacts found = folder.gathered();

        assertThat(found.values()).containsOnlyKeys("kernel", "rack");
        assertThat(found.faults())
                .singleElement()
                .satisfies(
                        fault -> {
                            assertThat(fault.source()).isEqualTo(path.resolve(name).toString());
                            assertThat(fault.reason()).contains(why);
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.yaml", "x.sh"})
    void a_link_to_nothing_is_told_as_one(String name) throws IOException {
        Files.createSymbolicLink(path.resolve(name), path.resolve("nowhere"));

        assertThat(folder.faults()).containsExactly(folder.fault(name, "it is a link to nothing"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"x.yaml | rack: a7", "x.txt | rack=a7", "x.json | {\"rack\": \"a7\"}"})
    void a_mark_of_the_encoding_is_no_part_of_a_name(String name, String text) throws IOException {
        folder.file(name, "\ufeff" + text);

        assertThat(folder.faults()).isEmpty();
        assertThat(folder.values()).containsEntry("rack", "a7");
    }

    /** A link may lead to a file that only root may read; the report goes to labd. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.txt  | a=1\\nroot:S3cret:1     | line 2 is not of the form name=value",
                "x.txt  | # b\\nS3cret/S3cret==   | line 2 begins with what is no fact's name",
                "x.yaml | root:S3cret:1\\nb:S3cret | it holds text, not a map of keys",
                "x.yaml | '!S3cret'               | line 1: tag is not read, leave it out",
                "x.yaml | '*S3cret'               | line 1: alias is not read, write the value out",
                "x.yaml | 'a: &S3cret b'          | line 1: anchor is not read, write the value out",
                "x.yaml | S3cret: 1\\nS3cret: 2   | line 2: key stands twice, first in line 1",
                "x.yaml | S3cret/x: 1             | line 1 begins with what is no fact's name",
                "x.yaml | '%S3cret'               | is a directive, which is not read",
                "x.yaml | '\"S3cret'             | the quote that opens here is not closed",
                "x.yaml | '- a: S3cret: 1'        | a second ': ' in one line",
                "x.json | '\"S3cret\"'           | it must be an object",
                "x.json | S3cret                  | it is not JSON",
                "x.json | '{\"S3cret/x\": 1}'     | it has what is no fact's name",
            })
    void of_what_gives_no_facts_the_place_is_told_and_never_the_text(
            String name, String text, String why) throws IOException {
        folder.file(name, text.replace("\\n", "\n"));

        assertThat(folder.faults())
                .singleElement()
                .satisfies(
                        fault -> assertThat(fault.reason()).contains(why).doesNotContain("S3cret"));
    }

    @Test
    void a_number_that_is_too_large_is_told_with_its_line() throws IOException {
        folder.file("a.yaml", "a: 1\nb:\n  - -1e999\n")
                .file("b.json", "{\n  \"a\": 1e99,\n  \"b\": [-1e999999999]\n}")
                .file("c.json", "{\n  \"a\": %s\n}".formatted("7".repeat(2000)));

        assertThat(folder.faults())
                .containsExactly(
                        folder.fault("a.yaml", "line 3: a number is too large"),
                        folder.fault("b.json", "a number in it is too large (line 3, column 9)"),
                        folder.fault(
                                "c.json",
                                "it is nested too deeply, or a name or number in it is too long"
                                        + " (line 2, column 2008)"));
    }

    @Test
    void a_mistake_of_the_agents_own_costs_no_others_either() throws IOException {
        folder.script("a.sh", "echo shelf=3").file("b.yaml", "rack: 7");
        var commands =
                new FakeCommands()
                        .program(
                                path.resolve("a.sh").toString(),
                                _ -> {
                                    throw new IllegalStateException("torn");
                                });

        MachineFacts found = folder.gathered(commands, new Stop());

        assertThat(found.values()).containsOnlyKeys("kernel", "rack");
        assertThat(found.faults())
                .containsExactly(
                        folder.fault(
                                "a.sh", "unexpected error: java.lang.IllegalStateException: torn"));
    }

    @Test
    void numbers_are_the_same_in_yaml_and_in_json() throws IOException {
        String numbers =
                "[9223372036854775807, 9223372036854775808, -9223372036854775808, 1.0, 2e3]";
        folder.file("a.yaml", "yaml: " + numbers).file("b.json", "{\"json\": " + numbers + "}");

        assertThat(folder.values().get("yaml"))
                .isEqualTo(folder.values().get("json"))
                .isEqualTo(
                        List.of(
                                Long.MAX_VALUE,
                                "9223372036854775808",
                                Long.MIN_VALUE,
                                1.0,
                                2000.0));
    }

    @Test
    void what_is_no_file_is_not_read() throws IOException {
        Files.createDirectory(path.resolve("d.yaml"));

        assertThat(folder.faults()).containsExactly(folder.fault("d.yaml", "it is not a file"));
    }
}
