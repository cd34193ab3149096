package io.labctl.agent.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.LocalCommands;
import io.labctl.facts.MachineFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With real files and scripts. */
@Timeout(60)
class ExternalFactsTest {
    private static final Map<String, Object> OWN = Map.of("kernel", "Linux");

    @TempDir private Path folder;

    @Test
    void without_a_folder_a_machine_has_its_own_facts() {
        assertThat(gathered(folder.resolve("none")))
                .isEqualTo(new MachineFacts(new TreeMap<>(OWN), List.of()));
    }

    @Test
    void yaml_gives_structures_numbers_and_truth() throws IOException {
        file(
                "rack.yaml",
                "rack: {row: 7, weight: 1.5, locked: true, name: '7', spare: ~}\nups: [a, 2]\n");

        assertThat(values())
                .containsEntry(
                        "rack", Map.of("row", 7L, "weight", 1.5, "locked", true, "name", "7"))
                .containsEntry("ups", List.of("a", 2L))
                .containsEntry("kernel", "Linux");
    }

    @Test
    void json_gives_the_same() throws IOException {
        file("rack.json", "{\n\t\"rack\": {\"row\": 7, \"locked\": false, \"spare\": null}}");

        assertThat(values()).containsEntry("rack", Map.of("row", 7L, "locked", false));
    }

    @Test
    void a_script_writes_lines_of_text_or_structures() throws IOException {
        script("a.sh", "echo rack=7", "echo 'motto = a=b'");
        script("b.sh", "echo 'ups: {load: 0.5}'");

        assertThat(values())
                .containsEntry("rack", "7")
                .containsEntry("motto", " a=b")
                .containsEntry("ups", Map.of("load", 0.5));
    }

    @Test
    void a_later_file_stands_above_an_earlier_one_and_above_the_machine() throws IOException {
        file("10.yaml", "kernel: ten\nrack: a\n");
        file("20.json", "{\"rack\":\"b\"}");

        assertThat(values())
                .containsExactlyInAnyOrderEntriesOf(Map.of("kernel", "ten", "rack", "b"));
    }

    @Test
    void what_has_another_ending_is_passed_over() throws IOException {
        file("README", "rack: 7");
        file("rack.yaml~", "rack: 7");

        assertThat(gathered(folder).faults()).isEmpty();
        assertThat(values()).isEqualTo(OWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.yaml | - a            | file holds a list, not a map of keys",
                "x.yaml | a.b: 1         | 'a.b' is not a fact's name: use A-Z a-z 0-9 _ -",
                "x.json | {\"a\":        | it is cut short (line 1, column 6)",
                "x.json | [1]            | it must be an object (line 1, column 1)",
                "x.sh   | exit 3         | exited 3",
                "x.sh   | echo why >&2; false | exited 1: why",
                "x.sh   | sleep 60       | was stopped after 1s",
                "x.sh   | printf 'a=1\\nb' | 'b' is not of the form name=value",
            })
    void what_gives_no_facts_is_a_fault_and_costs_no_others(String name, String text, String why)
            throws IOException {
        if (name.endsWith(".sh")) {
            script(name, text);
        } else {
            file(name, text);
        }
        file("y.yaml", "rack: 7");

        MachineFacts found = gathered(folder);

        assertThat(found.values()).containsOnlyKeys("kernel", "rack");
        assertThat(found.faults())
                .singleElement()
                .satisfies(
                        fault -> {
                            assertThat(fault.source()).isEqualTo(folder.resolve(name).toString());
                            assertThat(fault.reason()).contains(why);
                        });
    }

    @Test
    void a_script_that_never_ends_its_sentence_is_not_listened_to_for_ever() throws IOException {
        script("x.sh", "yes a=b | head -c 1100000");

        assertThat(gathered(folder).faults())
                .extracting(MachineFacts.Fault::reason)
                .containsExactly("it wrote more than the 1048576 bytes that are read");
    }

    @ParameterizedTest
    @CsvSource({
        "rw-r--r--, it is not executable (chmod +x)",
        "rwxrwxr-x, 'others than its owner may change it, so it is not run (chmod go-w)'"
    })
    void a_script_that_must_not_be_run_is_not(String mode, String why) throws IOException {
        Path ran = folder.resolve("ran");
        script("x.sh", "touch " + ran);
        Files.setPosixFilePermissions(
                folder.resolve("x.sh"), PosixFilePermissions.fromString(mode));

        assertThat(gathered(folder).faults())
                .containsExactly(new MachineFacts.Fault(folder.resolve("x.sh").toString(), why));
        assertThat(ran).doesNotExist();
    }

    @Test
    void what_is_no_file_is_not_read() throws IOException {
        Files.createDirectory(folder.resolve("d.yaml"));
        assertThat(gathered(folder).faults())
                .extracting(MachineFacts.Fault::reason)
                .containsExactly("it is not a file");
    }

    private Map<String, Object> values() {
        return gathered(folder).values();
    }

    private static MachineFacts gathered(Path folder) {
        return new ExternalFacts(folder, new LocalCommands(), Duration.ofSeconds(1))
                .over(new MachineFacts(new TreeMap<>(OWN), List.of()));
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void script(String name, String... lines) throws IOException {
        file(name, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(
                folder.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
