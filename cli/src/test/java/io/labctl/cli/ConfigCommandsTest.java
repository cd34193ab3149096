package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCommandsTest {
    @TempDir Path home;
    private Operator operator;

    @BeforeEach
    void start() {
        operator = new Operator(home);
    }

    @Test
    void a_context_begins_with_its_first_value_and_is_listed() {
        operator.types("config", "set", "contexts.lab.server", "https://labd:7443");
        operator.types("config", "set", "contexts.lab.ca", "/etc/ca.pem");
        operator.types("config", "use-context", "lab");

        var result = operator.types("config", "list");

        assertThat(result.lines())
                .containsExactly(
                        "KEY                   VALUE",
                        "current-context       lab",
                        "contexts.lab.server   https://labd:7443",
                        "contexts.lab.ca       /etc/ca.pem");
    }

    @Test
    void one_value_is_printed_alone() {
        operator.types("config", "set", "contexts.lab.server", "https://labd:7443");

        assertThat(operator.types("config", "get", "contexts.lab.server").out())
                .isEqualTo("https://labd:7443\n");
    }

    @Test
    void a_misspelt_variable_is_told_with_the_nearest() {
        var result =
                operator.with("LABCTL_CERTFICATE", "x")
                        .with("LABCTL_JVM_FOLDER", "x")
                        .with("LABCTL_OWN_THING", "x")
                        .with("LABCTL_REHERSAL", "x")
                        .types("config", "path");

        assertThat(result.exit()).isZero();
        assertThat(result.err())
                .isEqualTo(
                        """
                        labctl: LABCTL_CERTFICATE is ignored, did you mean LABCTL_CERTIFICATE?
                        labctl: LABCTL_REHERSAL is ignored, did you mean LABCTL_REHEARSAL?
                        """);
    }

    @Test
    void a_value_that_is_not_set_exits_3() {
        var result = operator.types("config", "get", "current-context");

        assertThat(result.err())
                .isEqualTo(
                        "labctl: 'current-context' is not set in config file '%s'\n"
                                .formatted(home.resolve(".labctl/config.yaml")));
        assertThat(result.exit()).isEqualTo(3);
    }

    @Test
    void a_key_of_an_unknown_context_names_the_nearest() {
        operator.types("config", "set", "contexts.lab.server", "https://labd:7443");

        var result = operator.types("config", "get", "contexts.lap.server");

        assertThat(result.err()).startsWith("labctl: context 'lap' is not in config file '");
        assertThat(result.err()).endsWith(", did you mean 'lab'?\n");
        assertThat(result.exit()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "contexts.lab.sever, contexts.lab.server",
        "context.lab.prod.certficate, contexts.lab.prod.certificate",
        "curent-context, current-context",
    })
    void an_unknown_key_names_the_nearest(String key, String nearest) {
        var result = operator.types("config", "set", key, "x");

        assertThat(result.err())
                .isEqualTo(
                        "labctl: unknown config key '%s', did you mean '%s'? (current-context, or contexts.NAME.server|ca|certificate|key)\n"
                                .formatted(key, nearest));
        assertThat(result.exit()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"contexts.lab2.port", "contexts.lab", "contexts..ca", "settings.lab.ca"})
    void a_key_that_is_like_none_is_told_with_all_that_there_are(String key) {
        operator.types("config", "set", "contexts.lab2.ca", "ca.pem");

        assertThat(operator.types("config", "set", key, "x").err())
                .isEqualTo(
                        "labctl: unknown config key '%s' (current-context, or contexts.NAME.server|ca|certificate|key)\n"
                                .formatted(key));
    }

    @Test
    void a_value_that_cannot_be_is_not_written() {
        var result = operator.types("config", "set", "contexts.lab.server", "labd");

        assertThat(result.err())
                .isEqualTo(
                        "labctl: server 'labd' is not an address such as"
                                + " https://labd.example:7443\n");
        assertThat(home.resolve(".labctl")).doesNotExist();
    }

    @Test
    void an_unknown_context_names_the_nearest() {
        operator.types("config", "set", "contexts.lab.server", "https://labd:7443");

        var used = operator.types("config", "use-context", "lba");
        var asked = operator.types("--context", "lba", "get", "servers");

        String sentence =
                "labctl: context 'lba' is not in config file '%s', did you mean 'lab'?\n"
                        .formatted(home.resolve(".labctl/config.yaml"));
        assertThat(used).isEqualTo(new Operator.Result(3, "", sentence));
        assertThat(asked).isEqualTo(new Operator.Result(3, "", sentence));
    }

    @Test
    void no_context_becomes_current_that_is_not_there() {
        operator.types("config", "set", "contexts.lab.server", "https://labd:7443");

        var result = operator.types("config", "set", "current-context", "lba");

        assertThat(result.err()).startsWith("labctl: context 'lba' is not in").contains("'lab'?");
        assertThat(result.exit()).isEqualTo(3);
        assertThat(operator.types("config", "get", "current-context").exit()).isEqualTo(3);
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

    @Test
    void comments_order_and_quotes_of_the_file_stay() throws IOException {
        Path file = Files.createDirectories(home.resolve(".labctl")).resolve("config.yaml");
        Files.writeString(
                file,
                """
                # my labs

                contexts:
                    work: # by VPN
                        server: "https://work:7443" # port as ever

                        key: 'k.pem'
                        # its CA
                        ca: ca.pem
                # which one
                current-context: work # for now
                # the end
                """);

        operator.types("config", "set", "contexts.work.ca", "new.pem");
        operator.types("config", "set", "contexts.lab.server", "https://lab:7443");
        operator.types("config", "use-context", "lab");

        assertThat(file)
                .hasContent(
                        """
                        # my labs

                        contexts:
                            work: # by VPN
                                server: "https://work:7443" # port as ever

                                key: 'k.pem'
                                # its CA
                                ca: new.pem
                            lab:
                                server: https://lab:7443
                        # which one
                        current-context: lab # for now
                        # the end
                        """);
    }

    @Test
    void comments_stay_where_nothing_else_stood() throws IOException {
        Path file = Files.createDirectories(home.resolve(".labctl")).resolve("config.yaml");
        Files.writeString(file, "# see the wiki\n");

        operator.types("config", "set", "contexts.lab.ca", "ca.pem");

        assertThat(file).hasContent("# see the wiki\ncontexts:\n  lab:\n    ca: ca.pem\n");
    }

    @Test
    void the_environment_names_another_file_and_the_option_a_third() throws IOException {
        Path second = Files.writeString(home.resolve("second.yaml"), "current-context: two\n");
        Path third = Files.writeString(home.resolve("third.yaml"), "current-context: three\n");
        operator.with("LABCTL_CONFIG", second.toString());

        assertThat(operator.types("config", "get", "current-context").out()).isEqualTo("two\n");
        assertThat(
                        operator.types(
                                        "config",
                                        "get",
                                        "current-context",
                                        "--config",
                                        third.toString())
                                .out())
                .isEqualTo("three\n");
    }
}
