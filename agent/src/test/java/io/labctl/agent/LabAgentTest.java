package io.labctl.agent;

import static io.labctl.agent.OneAgent.CATALOG;
import static io.labctl.agent.OneAgent.GOOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.enroll.Issuing;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.catalog.output.StandardOutput;
import io.labctl.catalog.report.RunOutcome;
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
    void a_machine_joins_under_its_host_name_and_runs() throws Exception {
        agent.labd().answers("/agent/v1/enroll", new Issuing(agent.authority())::issue);
        agent.labd().answers(CATALOG, Answer.catalog(GOOD));
        Path token = Files.writeString(agent.folder().resolve("token"), agent.token() + "\n");

        int enrolled =
                agent.labAgent(
                        "enroll",
                        "--server",
                        agent.labd().uri().toString(),
                        "--token-file",
                        token.toString());
        assertThat(agent.out()).startsWith("enrolled as lab://agent/metal/prod/web1 until ");
        int ran = agent.labAgent("run", "--once");

        assertThat(enrolled).isZero();
        assertThat(ran).isZero();
        assertThat(agent.report().outcome()).isEqualTo(RunOutcome.UNCHANGED);
        assertThat(agent.report().facts().at("os.name")).contains("Debian");
    }

    @Test
    void what_is_on_the_machine_is_shown_as_modules_declare_it() {
        assertThat(agent.labAgent("resource", "group", "root")).isZero();
        assertThat(agent.out()).isEqualTo("plan.group(\"root\").gid(0);\n");
        assertThat(agent.labAgent("resource", "group", "rot")).isEqualTo(3);
        assertThat(agent.err())
                .isEqualTo("lab-agent: this machine has no group 'rot', did you mean 'root'?\n");
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

    @Test
    void facts_are_shown_whole_or_in_part() {
        agent.labAgent("facts");
        assertThat(agent.out()).isEqualTo("kernel: Linux\nos:\n  name: Debian\n");
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
        Path folder = Files.createDirectory(agent.folder().resolve("facts.d"));
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
    void wrong_values_for_joining_are_wrong_use_and_told_together() {
        String line = "enroll --server labd --token lab1.abc --name Web_1";

        assertThat(agent.labAgent(line.split(" ", -1))).isEqualTo(2);

        assertThat(agent.err().lines())
                .satisfiesExactly(
                        head ->
                                assertThat(head)
                                        .isEqualTo(
                                                "lab-agent: 3 things are wrong with this command"
                                                        + " line (see 'lab-agent enroll --help')"),
                        server ->
                                assertThat(server)
                                        .startsWith("  invalid value for option '--server': server")
                                        .endsWith(
                                                "'labd' is not like https://labd.example:7443:"
                                                        + " it does not start with https://"),
                        token ->
                                assertThat(token)
                                        .startsWith("  invalid value for option '--token': join")
                                        .contains("it has 2 parts instead of 4"),
                        name ->
                                assertThat(name)
                                        .startsWith("  invalid value for option '--name': server")
                                        .contains("'Web_1' is not made of plain DNS labels"));
    }

    @ParameterizedTest
    @CsvSource({
        "missing, no such file",
        "folder, is a directory",
        "bad, join token is malformed: it does not start with 'lab1.'"
    })
    void a_token_file_without_a_token_is_wrong_use(String name, String why) throws Exception {
        Files.writeString(agent.folder().resolve("bad"), "x");
        Files.createDirectory(agent.folder().resolve("folder"));
        Path file = agent.folder().resolve(name);

        int exit =
                agent.labAgent(
                        "enroll", "--server", "https://labd", "--token-file", file.toString());

        assertThat(exit).isEqualTo(2);
        assertThat(agent.err())
                .startsWith("lab-agent: token file")
                .contains("'%s': %s".formatted(file, why));
    }

    @Test
    void a_state_folder_that_cannot_be_is_told_with_its_setting() throws Exception {
        Files.writeString(agent.folder().resolve("agent.yaml"), "state: /proc/x\n");
        String server = agent.labd().uri().toString();

        int exit = agent.labAgent("enroll", "--server", server, "--token", agent.token());

        assertThat(exit).isEqualTo(1);
        assertThat(agent.err())
                .startsWith("lab-agent: key could not be stored: '/proc/x")
                .endsWith("; 'state' in agent.yaml names the folder for it\n");
    }

    @Test
    void a_machine_that_cannot_join_exits_1() throws Exception {
        String server = agent.labd().uri().toString();
        agent.labd().answers("/agent/v1/enroll", Answer.problem(403, "denied", "token is used"));
        int refused = agent.labAgent("enroll", "--server", server, "--token", agent.token());
        assertThat(agent.err()).startsWith("lab-agent: enrolment refused: token is used");
        agent.enrolled();
        int again = agent.labAgent("enroll", "--server", server, "--token", agent.token());
        assertThat(agent.err()).startsWith("lab-agent: this machine is already enrolled as ");

        assertThat(refused).isEqualTo(1);
        assertThat(again).isEqualTo(1);
    }

    @Test
    void a_token_behind_a_mistyped_option_is_not_shown() {
        assertThat(
                        agent.labAgent(
                                "enroll", "--server", "https://labd", "--tokn=lab1.id.secret.pin"))
                .isEqualTo(2);

        assertThat(agent.err())
                .isEqualTo(
                        "lab-agent: unknown option '--tokn', did you mean '--token'? (see"
                                + " 'lab-agent enroll --help')\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab1.id.secret.pin", "-tlab1.id.secret.pin", "-t=lab1.id.secret.pin"})
    void a_token_without_its_option_is_not_shown(String word) {
        assertThat(agent.labAgent("enroll", "--server", "https://labd", word)).isEqualTo(2);

        assertThat(agent.err())
                .contains("missing --token TOKEN or --token-file FILE")
                .doesNotContain("secret")
                .doesNotContain("lab1");
    }

    @ParameterizedTest
    @CsvSource({
        "--token TOKEN --token TOKEN, --token",
        "--token-file TOKEN --token-file TOKEN, --token-file"
    })
    void a_token_that_is_given_twice_is_not_shown(String twice, String option) throws Exception {
        String line = "enroll --server https://x " + twice.replace("TOKEN", agent.token());

        assertThat(agent.labAgent(line.split(" ", -1))).isEqualTo(2);

        assertThat(agent.err())
                .isEqualTo(
                        "lab-agent: option '%s' is given more than once (see 'lab-agent enroll --help')\n"
                                .formatted(option));
    }

    @Test
    void a_token_in_two_ways_is_not_shown() throws Exception {
        String line = "enroll --server https://x --token T --token-file f --token T";

        assertThat(agent.labAgent(line.replace("T", agent.token()).split(" ", -1))).isEqualTo(2);

        assertThat(agent.err())
                .isEqualTo(
                        "lab-agent: give only one of --token TOKEN, --token-file FILE (see 'lab-agent enroll --help')\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "facts TOKEN",
                "facts -o TOKEN",
                "enroll --server TOKEN --token x",
                "enroll --server TOKEN --token TOKEN",
                "enroll --server https://x --token TOKEN --name TOKEN",
                "enroll --server https://x --token-file TOKEN"
            })
    void a_token_in_the_place_of_something_else_is_not_shown(String line) throws Exception {
        int exit = agent.labAgent(line.replace("TOKEN", agent.token()).split(" ", -1));

        assertThat(exit).isNotZero();
        assertThat(agent.err()).contains("[join token]").doesNotContain("AAAA");
    }

    @Test
    void the_version_is_printed() {
        assertThat(agent.labAgent("--version")).isZero();

        assertThat(agent.out()).isEqualTo("lab-agent 1.2.3\n");
    }
}
