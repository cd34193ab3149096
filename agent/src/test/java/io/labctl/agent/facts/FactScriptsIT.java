package io.labctl.agent.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.labctl.agent.time.Stop;
import io.labctl.facts.MachineFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With real scripts. */
@Timeout(60)
class FactScriptsIT {
    @TempDir private Path path;

    private FactsFolder folder;

    @BeforeEach
    void hasFolder() {
        folder = new FactsFolder(path);
    }

    @Test
    void a_script_writes_lines_of_text_or_structures() throws IOException {
        folder.script("a.sh", "echo 'motto = a=b'", "echo rack=7")
                .script("b.sh", "echo 'ups: {load: 0.5}'");

        assertThat(folder.values())
                .containsEntry("rack", "7")
                .containsEntry("motto", " a=b")
                .containsEntry("ups", Map.of("load", 0.5));
    }

    @Test
    void a_mark_of_utf_8_before_what_it_writes_is_passed_over() throws IOException {
        folder.script("a.sh", "printf '\\357\\273\\277rack=7\\n'")
                .script("b.sh", "printf '\\357\\273\\277ups: {load: 0.5}\\n'");

        assertThat(folder.values())
                .containsEntry("rack", "7")
                .containsEntry("ups", Map.of("load", 0.5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 3                | it exited 3",
                "echo why >&2; false   | it exited 1: why",
                "sleep 60              | it was stopped after 1s",
                "printf 'a=1\\nb'      | line 2 is not of the form name=value",
                "printf 'b\\na=1'      | line 1 is not of the form name=value",
                "printf 'b c=2\\na=1'  | line 1 begins with what is no fact's name: use A-Z a-z 0-9 _ -",
                "printf 'a=\\377\\n'     | what it wrote is not text in UTF-8",
                "printf 'a: \\377\\n'    | what it wrote is not text in UTF-8",
                "printf '%s' '\"text\"' | it holds text, not a map of keys",
            })
    void what_gives_no_facts_is_a_fault_and_costs_no_others(String text, String why)
            throws IOException {
        folder.script("x.sh", text).file("y.yaml", "rack: 7");

        MachineFacts found = folder.gathered();

        assertThat(found.values()).containsOnlyKeys("kernel", "rack");
        assertThat(found.faults()).containsExactly(folder.fault("x.sh", why));
    }

    /** It is facts, and may hold secrets; the report goes to labd. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo token=S3cret; exit 4                            | it exited 4",
                "echo token=S3cret; sleep 60                          | it was stopped after 1s",
                "echo token=S3cret; echo a >&2; echo b >&2; exit 4    | it exited 4: b",
                "printf '\\033[31mx\\n' >&2; exit 1                   | it exited 1: \\u001b[31mx",
            })
    void of_a_script_that_fails_the_last_line_of_its_standard_error_is_told_and_never_its_facts(
            String text, String why) throws IOException {
        folder.script("x.sh", text);

        assertThat(folder.faults()).containsExactly(folder.fault("x.sh", why));
    }

    @Test
    void a_script_may_begin_with_a_comment_as_a_file_may() throws IOException {
        folder.script("x.sh", "echo '# where it stands'", "echo rack=7");

        assertThat(folder.values()).containsEntry("rack", "7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#!/usr/bin/lua9 -e  | /usr/bin/lua9",
                "#! /tmp             | /tmp",
                "'#!/bin/sh\r'       | /bin/sh\\u000d",
            })
    void an_interpreter_that_is_not_there_is_named(String firstLine, String interpreter)
            throws IOException {
        folder.program("x.sh", firstLine + "\necho a=1\n");

        assertThat(folder.faults())
                .containsExactly(
                        folder.fault(
                                "x.sh",
                                "its interpreter '%s' is not there (line 1)"
                                        .formatted(interpreter)));
    }

    @Test
    void a_script_without_a_first_line_is_one_of_sh() throws IOException {
        folder.program("x.sh", "echo a=1\n");

        assertThat(folder.values()).containsEntry("a", "1");
    }

    @Test
    void what_a_script_leaves_running_is_killed() throws IOException {
        Path pid = path.resolve("pid.tmp");
        folder.script("x.sh", "sleep 1000 &", "echo $! > " + pid, "echo a=1");

        assertThat(folder.values()).containsEntry("a", "1");

        long left = Long.parseLong(Files.readString(pid).strip());
        await().until(() -> ProcessHandle.of(left).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void a_script_that_never_ends_its_sentence_is_not_listened_to_for_ever() throws IOException {
        folder.script("x.sh", "yes a=b | head -c 1100000");

        assertThat(folder.faults())
                .containsExactly(
                        folder.fault("x.sh", "it wrote more than the 1048576 bytes that are read"));
    }

    @ParameterizedTest
    @CsvSource({
        "rw-r--r--, it is not executable (chmod +x)",
        "rwxrwxr-x, 'it is not run, for others than the owner may change '"
    })
    void a_script_that_must_not_be_run_is_not(String mode, String why) throws IOException {
        Path ran = path.resolve("ran");
        folder.script("x.sh", "touch " + ran);
        Files.setPosixFilePermissions(path.resolve("x.sh"), PosixFilePermissions.fromString(mode));

        assertThat(folder.faults())
                .singleElement()
                .satisfies(
                        fault -> {
                            assertThat(fault.source()).isEqualTo(path.resolve("x.sh").toString());
                            assertThat(fault.reason()).startsWith(why);
                        });
        assertThat(ran).doesNotExist();
    }

    @Test
    void a_script_in_a_folder_that_others_may_change_is_not_run() throws IOException {
        folder.script("x.sh", "echo a=1");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxr-x"));

        assertThat(folder.faults())
                .containsExactly(
                        folder.fault(
                                "x.sh",
                                "it is not run, for others than the owner may change '%s' (chmod go-w)"
                                        .formatted(path)));
    }

    @Test
    void a_script_of_somebody_else_is_not_run_by_a_link_either() throws IOException {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                .as("only root can give a file away")
                .isEqualTo(0);
        Path elsewhere = Files.createDirectory(path.resolve("elsewhere"));
        folder.script("elsewhere/x.sh", "echo a=1");
        Files.setAttribute(elsewhere.resolve("x.sh"), "unix:uid", 4711);
        Files.createSymbolicLink(path.resolve("x.sh"), elsewhere.resolve("x.sh"));

        assertThat(folder.faults())
                .containsExactly(
                        folder.fault(
                                "x.sh",
                                "it is not run, for '%s' belongs to the user 4711 (chown root)"
                                        .formatted(elsewhere.resolve("x.sh"))));
    }

    @Test
    void an_agent_that_is_to_stop_waits_for_no_script() throws IOException {
        folder.script("a.sh", "sleep 60").script("b.sh", "touch " + path.resolve("ran"));
        var stop = new Stop();
        stop.signal();

        MachineFacts found = folder.gathered(stop);

        assertThat(found.values()).containsKey("kernel");
        assertThat(found.faults())
                .contains(
                        new MachineFacts.Fault(
                                path.toString(), "not all were read: lab-agent is stopping"));
        assertThat(path.resolve("ran")).doesNotExist();
    }
}
