package io.labctl.agent.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.machine.LocalCommands;
import io.labctl.agent.time.Stop;
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
        script("a.sh", "echo 'motto = a=b'", "echo rack=7");
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
                "x.yaml | a: 1e999       | a number in it is too large",
                "x.json | {\"a\":1e999}  | a number in it is too large",
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
        "rwxrwxr-x, 'it is not run, for others than the owner may change '"
    })
    void a_script_that_must_not_be_run_is_not(String mode, String why) throws IOException {
        Path ran = folder.resolve("ran");
        script("x.sh", "touch " + ran);
        Files.setPosixFilePermissions(
                folder.resolve("x.sh"), PosixFilePermissions.fromString(mode));

        assertThat(gathered(folder).faults())
                .singleElement()
                .satisfies(
                        fault -> {
                            assertThat(fault.source()).isEqualTo(folder.resolve("x.sh").toString());
                            assertThat(fault.reason()).startsWith(why);
                        });
        assertThat(ran).doesNotExist();
    }

    @Test
    void a_script_in_a_folder_that_others_may_change_is_not_run() throws IOException {
        script("x.sh", "echo a=1");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));

        assertThat(gathered(folder).faults())
                .extracting(MachineFacts.Fault::reason)
                .containsExactly(
                        "it is not run, for others than the owner may change '%s' (chmod go-w)"
                                .formatted(folder));
    }

    @Test
    void a_script_of_somebody_else_is_not_run_by_a_link_either() throws IOException {
        assumeTrue(
                Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")),
                "only root can give a file away");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        script("elsewhere/x.sh", "echo a=1");
        Files.setAttribute(elsewhere.resolve("x.sh"), "unix:uid", 4711);
        Files.createSymbolicLink(folder.resolve("x.sh"), elsewhere.resolve("x.sh"));

        assertThat(gathered(folder).faults())
                .extracting(MachineFacts.Fault::reason)
                .containsExactly(
                        "it is not run, for '%s' belongs to the user 4711 (chown root)"
                                .formatted(elsewhere.resolve("x.sh")));
    }

    @Test
    void an_agent_that_is_to_stop_waits_for_no_script() throws IOException {
        script("a.sh", "sleep 60");
        script("b.sh", "touch " + folder.resolve("ran"));
        var stop = new Stop();
        stop.signal();

        MachineFacts found = gathered(folder, stop);

        assertThat(found.values()).containsKey("kernel");
        assertThat(found.faults())
                .contains(
                        new MachineFacts.Fault(
                                folder.toString(), "not all were read: lab-agent is stopping"));
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void numbers_are_the_same_in_yaml_and_in_json() throws IOException {
        String numbers =
                "[9223372036854775807, 9223372036854775808, -9223372036854775808, 1.0, 2e3]";
        file("a.yaml", "yaml: " + numbers);
        file("b.json", "{\"json\": " + numbers + "}");

        assertThat(values().get("yaml"))
                .isEqualTo(values().get("json"))
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
        Files.createDirectory(folder.resolve("d.yaml"));
        assertThat(gathered(folder).faults())
                .extracting(MachineFacts.Fault::reason)
                .containsExactly("it is not a file");
    }

    private Map<String, Object> values() {
        return gathered(folder).values();
    }

    private static MachineFacts gathered(Path folder) {
        return gathered(folder, new Stop());
    }

    private static MachineFacts gathered(Path folder, Stop stop) {
        var limits = new ExternalFacts.Limits(Duration.ofSeconds(1), Duration.ofSeconds(30));
        return new ExternalFacts(folder, new LocalCommands(), stop, limits)
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
