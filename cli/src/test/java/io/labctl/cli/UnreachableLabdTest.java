package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the way of reaching a labd is told at once, with where to mend it. */
class UnreachableLabdTest {
    @TempDir Path home;
    private Operator operator;

    @BeforeEach
    void start() {
        operator = new Operator(home);
    }

    @Test
    void without_any_config_it_is_said_where_one_comes_from() {
        var result = operator.types("get", "servers");

        assertThat(result.err())
                .isEqualTo(
                        "labctl: no labd is configured: there is no config file '%s'; copy the config.yaml that labd wrote, set LABCTL_CONFIG to it, or start a labd on this machine: 'labctl rehearse'\n"
                                .formatted(home.resolve(".labctl/config.yaml")));
    }

    @Test
    void without_a_current_context_it_is_said_how_to_choose_one() {
        operator.types("config", "set", "contexts.work.server", "https://work:7443");
        operator.types("config", "set", "contexts.lab.server", "https://labd:7443");

        var result = operator.types("get", "servers");

        assertThat(result.err())
                .isEqualTo(
                        "labctl: no current-context in '%s'; choose one of lab, work with 'labctl config use-context NAME'\n"
                                .formatted(home.resolve(".labctl/config.yaml")));
    }

    @Test
    void all_that_a_context_lacks_is_said_at_once() {
        operator.types("config", "set", "contexts.lab.server", "https://labd:7443");

        var result = operator.with("LABCTL_CONTEXT", "lab").types("get", "servers");

        assertThat(result.err())
                .isEqualTo(
                        "labctl: context 'lab' lacks ca, certificate, key; use 'labctl config set"
                                + " contexts.lab.ca VALUE' or set LABCTL_CA, LABCTL_CERTIFICATE,"
                                + " LABCTL_KEY\n");
    }

    @Test
    void what_to_type_is_told_as_the_person_calls_labctl() {
        operator.types("config", "set", "contexts.lab.server", "https://labd:7443");

        var result = operator.calling("./labctl").types("--context", "lab", "get", "servers");

        assertThat(result.err()).contains("use './labctl config set contexts.lab.ca VALUE'");
    }

    @Test
    void a_bad_value_in_the_environment_names_its_variable() {
        var result = operator.with("LABCTL_SERVER", "labd:7443").types("get", "servers");

        assertThat(result.err())
                .isEqualTo(
                        """
                        labctl: LABCTL_SERVER: server 'labd:7443' is not an address such as https://labd.example:7443
                          there is no config file 'FILE', and the environment lacks ca, certificate, key; use 'labctl config set contexts.NAME.ca VALUE' or set LABCTL_CA, LABCTL_CERTIFICATE, LABCTL_KEY
                        """
                                .replace("FILE", home.resolve(".labctl/config.yaml").toString()));
    }

    @Test
    void faults_of_environment_and_file_are_told_together() throws IOException {
        Path file = Files.writeString(home.resolve("config.yaml"), "curent: lab\ncontext: x\n");

        var result =
                operator.with("LABCTL_CONFIG", file.toString())
                        .with("LABCTL_SERVER", "labd:7443")
                        .with("LABCTL_CA", "/nosuch")
                        .with("LABCTL_KEY", " ")
                        .types("get", "servers");

        assertThat(result.err())
                .isEqualTo(
                        """
                        labctl: FILE:1: unknown key 'curent', known are current-context, contexts
                          FILE:2: unknown key 'context', did you mean 'contexts'?
                          LABCTL_SERVER: server 'labd:7443' is not an address such as https://labd.example:7443
                          LABCTL_KEY: key ' ' is empty or has control characters
                          ca file '/nosuch' (LABCTL_CA) cannot be read: no such file
                        """
                                .replace("FILE", file.toString()));
        assertThat(result.exit()).isEqualTo(2);
    }

    @Test
    void a_fault_of_the_config_hides_no_missing_file_of_the_environment() throws IOException {
        Path file = Files.writeString(home.resolve("config.yaml"), "context: x\n");

        var result =
                operator.with("LABCTL_CONFIG", file.toString())
                        .with("LABCTL_CA", "/nosuch")
                        .types("get", "servers");

        assertThat(result.err())
                .isEqualTo(
                        """
                        labctl: FILE:1: unknown key 'context', did you mean 'contexts'?
                          ca file '/nosuch' (LABCTL_CA) cannot be read: no such file
                        """
                                .replace("FILE", file.toString()));
    }

    @Test
    void a_wrong_variable_hides_no_missing_file_of_the_context() throws IOException {
        Path file =
                Files.writeString(
                        home.resolve("config.yaml"),
                        """
                        current-context: lab
                        contexts:
                          lab: {server: "https://labd:7443", ca: /no/ca, certificate: /no/crt, key: /no/key}
                        """);

        var result =
                operator.with("LABCTL_CONFIG", file.toString())
                        .with("LABCTL_SERVER", "x:1")
                        .types("get", "servers");

        assertThat(result.err())
                .isEqualTo(
                        """
                        labctl: LABCTL_SERVER: server 'x:1' is not an address such as https://labd.example:7443
                          ca file '/no/ca' cannot be read: no such file
                          certificate file '/no/crt' cannot be read: no such file
                          key file '/no/key' cannot be read: no such file
                        """);
    }
}
