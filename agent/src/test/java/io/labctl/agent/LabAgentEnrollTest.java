package io.labctl.agent;

import static io.labctl.agent.OneAgent.CATALOG;
import static io.labctl.agent.OneAgent.GOOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.enroll.Issuing;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.catalog.report.RunOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lab-agent enroll} as it is typed; a token is never shown. */
@Timeout(60)
class LabAgentEnrollTest {
    @RegisterExtension static final OneAgent agent = new OneAgent();

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
}
