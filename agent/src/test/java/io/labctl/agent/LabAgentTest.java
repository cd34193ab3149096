package io.labctl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.output.StandardOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** lab-agent as it is typed. */
@Timeout(60)
class LabAgentTest {
    @RegisterExtension static final OneAgent agent = new OneAgent();

    @Test
    void a_machine_that_is_not_enrolled_says_how_to_join() {
        int exit = agent.labAgent("run", "--once");

        assertThat(exit).isEqualTo(1);
        assertThat(agent.err())
                .isEqualTo(
                        "lab-agent: this machine is not enrolled; join it with 'lab-agent enroll"
                                + " --server URL --token TOKEN'\n");
    }

    @Test
    void what_is_on_the_machine_is_shown_as_modules_declare_it() {
        assertThat(agent.labAgent("resource", "group", "root")).isZero();
        assertThat(agent.out()).isEqualTo("plan.group(\"root\").gid(0);\n");
        assertThat(agent.labAgent("resource", "group", "rot")).isEqualTo(3);
        assertThat(agent.err())
                .isEqualTo("lab-agent: this machine has no group 'rot', did you mean 'root'?\n");
    }

    /** As {@code labctl resource} prints it. */
    @Test
    void what_is_on_the_machine_is_shown_as_a_document_too() {
        assertThat(agent.labAgent("resource", "group", "root", "-o", "yaml")).isZero();
        assertThat(agent.out()).startsWith("- type: \"group\"\n  name: \"root\"\n");
        assertThat(agent.labAgent("resource", "group", "root", "-o", "json")).isZero();
        assertThat(agent.out())
                .startsWith("[\n  {\n    \"type\": \"group\",\n    \"name\": \"root\",\n")
                .endsWith("\n  }\n]\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    authorized_key | a b/key  | account 'a b'
                    cron           | job.sh   | cron name 'job.sh'
                    directory      | etc      | path 'etc'
                    file           | /etc/    | path '/etc/'
                    group          | a:b      | account 'a:b'
                    host           | a b      | host 'a b'
                    mount          | mnt/data | 'mnt/data' is neither an absolute path nor a swap device, such as UUID=...
                    package        | a        | package 'a'
                    service        | ../sshd  | service '../sshd'
                    symlink        | bin      | path 'bin'
                    sysctl         | swappiness | sysctl name 'swappiness'
                    user           | 1st      | account '1st'
                    """)
    void what_can_be_no_name_is_wrong_use(String type, String name, String sentence) {
        assertThat(agent.labAgent("resource", type, name)).isEqualTo(2);

        assertThat(agent.err()).startsWith("lab-agent: " + sentence).hasLineCount(1);
        assertThat(agent.out()).isEmpty();
    }

    @Test
    void a_machine_without_anything_has_a_status_too() {
        assertThat(agent.labAgent("status")).isEqualTo(3);

        assertThat(agent.out())
                .contains("Agent     not enrolled", "Identity  none", "Last run  never");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "run --once", "resource user root"})
    void a_state_that_is_no_folder_is_no_machine_that_never_enrolled(String command)
            throws Exception {
        Files.writeString(agent.folder().resolve("state"), "");

        assertThat(agent.labAgent(command.split(" ", -1))).isEqualTo(1);

        assertThat(agent.err())
                .isEqualTo(
                        "lab-agent: state '%s' is not a folder: mend 'state' in agent.yaml\n"
                                .formatted(agent.folder().resolve("state")));
    }

    @Test
    void facts_are_shown_whole_or_in_part() {
        agent.labAgent("facts");
        assertThat(agent.out()).isEqualTo("kernel: \"Linux\"\nos:\n  name: \"Debian\"\n");
        agent.labAgent("facts", "os.name");
        assertThat(agent.out()).isEqualTo("Debian\n");
        agent.labAgent("facts", "-o", "json", "os.name");
        assertThat(agent.out()).isEqualTo("\"Debian\"\n");
        agent.labAgent("facts", "-o", "json", "os");
        assertThat(agent.out()).isEqualTo("{\n  \"name\": \"Debian\"\n}\n");

        assertThat(agent.labAgent("facts", "os.nam")).isEqualTo(3);
        assertThat(agent.err())
                .isEqualTo(
                        "lab-agent: this machine has no fact 'os.nam', did you mean 'os.name'?\n");
        assertThat(agent.labAgent("facts", "os.release")).isEqualTo(3);
        assertThat(agent.err())
                .isEqualTo(
                        "lab-agent: this machine has no fact 'os.release', in 'os' there are"
                                + " name\n");
    }

    @Test
    void facts_of_the_owner_are_shown_and_a_broken_file_is_told() throws Exception {
        Path folder = agent.folder().resolve("facts.d");
        Files.writeString(folder.resolve("rack.yaml"), "rack: {row: 7}\n");
        Files.writeString(folder.resolve("ups.json"), "[]");

        assertThat(agent.labAgent("facts", "rack.row")).isZero();

        assertThat(agent.out()).isEqualTo("7\n");
        assertThat(agent.err())
                .isEqualTo(
                        "lab-agent: facts of %s are missing: it must be an object (line 1, column 1)\n"
                                .formatted(folder.resolve("ups.json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"facts", "facts os.name", "status", "--help", "--version"})
    void output_that_cannot_be_written_is_told_and_exits_1(String arguments) throws Exception {
        agent.enrolled();
        var full =
                new StandardOutput(
                        new OutputStream() {
                            @Override
                            public void write(int one) throws IOException {
                                throw new IOException("No space left on device");
                            }
                        },
                        () -> false);

        int exit = agent.labAgent(full, arguments.split(" ", -1));

        assertThat(exit).isEqualTo(1);
        assertThat(agent.err())
                .isEqualTo("lab-agent: the output could not be written: no space left on device\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --onec|unknown option '--onec', did you mean '--once'? (see 'lab-agent run"
                        + " --help')",
                "run --detailed-exitcodes|--detailed-exitcodes needs --once (see 'lab-agent run"
                        + " --help')",
                "enroll --server https://l --token-file x --nam x|unknown option '--nam', did you mean '--name'? (see 'lab-agent enroll"
                        + " --help')",
                "enroll|missing --server URL, --token TOKEN or --token-file FILE (see 'lab-agent enroll --help')",
                "fcats|unknown command 'fcats', did you mean 'facts'? (see 'lab-agent --help')",
                "status x|'x' is one word too many (see 'lab-agent status --help')",
                "facts -o jsn|invalid value for option '--output': unknown format 'jsn', did you"
                        + " mean 'json'? (one of yaml, json) (see 'lab-agent facts --help')",
                "facts -o xml|invalid value for option '--output': unknown format 'xml' (one of"
                        + " yaml, json) (see 'lab-agent facts --help')",
                "status -o tex|invalid value for option '--output': unknown format 'tex', did you"
                        + " mean 'text'? (one of text, json) (see 'lab-agent status --help')",
            })
    void wrong_use_is_one_sentence(String arguments, String sentence) {
        assertThat(agent.labAgent(arguments.split(" ", -1))).isEqualTo(2);

        assertThat(agent.err().lines()).hasSize(1);
        assertThat(agent.err()).startsWith("lab-agent: ").contains(sentence);
    }

    @Test
    void the_version_is_printed() {
        assertThat(agent.labAgent("--version")).isZero();

        assertThat(agent.out()).isEqualTo("lab-agent 1.2.3\n");
    }
}
