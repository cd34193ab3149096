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

    @ParameterizedTest
    @ValueSource(strings = {"use-context lab", "set current-context lab"})
    void a_refused_context_makes_no_folder_for_a_config(String command) {
        var result = operator.types(("config " + command).split(" "));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(home).isEmptyDirectory();
    }
}
