package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir Path home;
    private Operator operator;

    /** A config that nothing may get past: whoever reads it fails. */
    @BeforeEach
    void brokenConfig() throws IOException {
        Files.createDirectories(home.resolve(".labctl"));
        Files.writeString(home.resolve(".labctl/config.yaml"), "this is no config");
        operator = new Operator(home);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gte servers | unknown command 'gte', did you mean 'get'? (see 'labctl --help')",
                "creat token --cloud c --env e | unknown command 'creat', did you mean 'create'? (see"
                        + " 'labctl --help')",
                "create tokne --cloud c --env e | unknown command 'tokne', did you mean 'token'? (see"
                        + " 'labctl create --help')",
                "get reports --since 0s | invalid value for option '--since': '0s' is no time at all,"
                        + " give at least 1s, such as 30s, 5m, 1h30m or 7d (whole numbers of w, d, h,"
                        + " m, s, ms) (see 'labctl get reports --help')",
                "get | say what to get: servers, reports, tokens, sessions (see 'labctl get --help')",
                "get sever | unknown command 'sever', did you mean 'servers'? (see 'labctl get"
                        + " --help')",
                "get serverz | unknown command 'serverz', did you mean 'servers'? (see 'labctl get"
                        + " --help')",
                "get servers --evn x | unknown option '--evn', did you mean '--env'? (see 'labctl"
                        + " get servers --help')",
                "get servers -o jsn | invalid value for option '--output': unknown output format"
                        + " 'jsn', did you mean 'json'? (one of table, wide, json, yaml, name) (see"
                        + " 'labctl get servers --help')",
                "get reports --outcome failled | invalid value for option '--outcome': unknown"
                        + " outcome 'failled', did you mean 'failed'? (one of unchanged, changed,"
                        + " corrected, noop, failed, compile-failed, interrupted) (see 'labctl get reports --help')",
                "get reports --limit 0 | invalid value for option '--limit': '0' is not a whole"
                        + " number from 1 to 1000 (see 'labctl get reports --help')",
                "get reports --limit many | invalid value for option '--limit': 'many' is not a"
                        + " whole number from 1 to 1000 (see 'labctl get reports --help')",
                "get reports --limit 99999999999 | invalid value for option '--limit': '99999999999' is"
                        + " not a whole number from 1 to 1000 (see 'labctl get reports --help')",
                "get reports --since 9999999999d | invalid value for option '--since': the number in"
                        + " '9999999999d' is too long: at most 9 digits before each unit (see"
                        + " 'labctl get reports --help')",
                "create token --cloud c --env e --role r --ttl 99999d | invalid value for option"
                        + " '--ttl': '99999d' is not between 1s and 3650d (see 'labctl create token"
                        + " --help')",
                "create token --cloud c --env e --role r --ttl 9999999999d | invalid value for"
                        + " option '--ttl': the number in '9999999999d' is too long: at most 9 digits"
                        + " before each unit (see 'labctl create token --help')",
                "rehearse --nodes 51 | invalid value for option '--nodes': '51' is not a whole"
                        + " number from 1 to 50 (see 'labctl rehearse --help')",
                "rehearse --nodes 2 down | --nodes does not go with 'rehearse down'",
                "rehearse --nodes 2 status | --nodes does not go with 'rehearse status'",
                "rehearse --nodes 2 shell node-1 | --nodes does not go with 'rehearse shell'",
                "get reports --since tomorrow | invalid value for option '--since': 'tomorrow' is neither"
                        + " a span such as 1h or 7d nor a moment such as 2026-01-31T08:00:00Z (see"
                        + " 'labctl get reports --help')",
                "get servers --env a --env b | option '--env' is given more than once (see 'labctl"
                        + " get servers --help')",
                "get tokens x | 'x' is one word too many (see 'labctl get tokens --help')",
                "describe | missing server/NAME (see 'labctl describe --help')",
                "describe web1 | 'web1' lacks 'server/' before it, write server/web1",
                "exec -- true | 'true' alone is no server with a command, write 'labctl exec server/NAME"
                        + " -- COMMAND'",
                "describe server | the server's name is missing, write server/NAME",
                "delete token/abc | a token is no server: see 'labctl get tokens', and take one back with"
                        + " 'labctl revoke token ID'",
                "describe sever/web1 | 'sever' is not the word 'server' (write server/NAME)",
                "resource report/x user | 'report' is not the word 'server' (write server/NAME)",
                "describe server/a b | one server at a time: 'b' is one word too many",
                "describe server/WEB | server name 'WEB' is not made of plain DNS labels (a-z, 0-9,"
                        + " inner hyphens, joined by dots)",
                "delete server/../x | server name '../x' is not made of plain DNS labels (a-z, 0-9,"
                        + " inner hyphens, joined by dots)",
                "facts server/a b c | one path at a time: 'c' is one word too many",
                "report xyz | 'xyz' is neither a run's id (a UUID) nor server/NAME",
                "create token --clod c --env e --role r | unknown option '--clod', did you mean '--cloud'? (see 'labctl create token --help')",
                "create token --cloud c | missing --env NAME, --role NAME (see 'labctl create token"
                        + " --help')",
                "create token --cloud c --env e --role r --ttl 1y | invalid value for option"
                        + " '--ttl': '1y' is not a span of time such as 30s, 5m, 1h30m or 7d (whole"
                        + " numbers of w, d, h, m, s, ms) (see 'labctl create token --help')",
                "create token --cloud c --env e --role r --ttl 0s | invalid value for option"
                        + " '--ttl': '0s' is no time at all, give at least 1s, such as 30s, 5m, 1h30m"
                        + " or 7d (whole numbers of w, d, h, m, s, ms) (see 'labctl create token"
                        + " --help')",
                "create token --cloud C --env e --role r | invalid value for option '--cloud': name"
                        + " 'C' is not a plain DNS label: use 1 to 63 of a-z, 0-9 and inner hyphens"
                        + " (see 'labctl create token --help')",
                "create token --cloud c --env e --role r --one-time --reusable | give only one"
                        + " of --one-time, --reusable (see 'labctl create token --help')",
                "create token --cloud c --env e --role r --one-time --one-time | option '--one-time'"
                        + " is given more than once (see 'labctl create token --help')",
                "create token --cloud c --env e --role r --one-time --reusable --one-time | give"
                        + " only one of --one-time, --reusable (see 'labctl create token --help')",
                "revoke token abc | token id 'abc' is not 10 of a-z and 0-9",
                "completion bsh | invalid value for SHELL: unknown shell 'bsh', did you mean 'bash'? (one of bash, zsh, fish) (see"
                        + " 'labctl completion --help')",
                "config set a | missing VALUE (see 'labctl config set --help')",
                "help gte | unknown command 'gte', did you mean 'get'? (see 'labctl --help')",
                "help get sever | unknown command 'sever', did you mean 'servers'? (see 'labctl get"
                        + " --help')",
                "help describe x | 'x' is one word too many (see 'labctl describe --help')",
            })
    void a_wrong_line_gets_one_sentence_and_exit_code_2(String line, String sentence) {
        var result = operator.types(line.split(" "));

        assertThat(result).isEqualTo(new Operator.Result(2, "", "labctl: " + sentence + "\n"));
    }

    @Test
    void several_faults_of_one_line_are_told_together() {
        var result = operator.types("create", "token", "x", "--clod=secret", "--ttl", "1y");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                2,
                                "",
                                """
                                labctl: 4 things are wrong with this command line (see 'labctl create token --help')
                                  'x' is one word too many
                                  unknown option '--clod', did you mean '--cloud'?
                                  invalid value for option '--ttl': '1y' is not a span of time such as 30s, 5m, 1h30m or 7d (whole numbers of w, d, h, m, s, ms)
                                  missing --env NAME, --role NAME
                                """));
    }

    @Test
    void what_to_type_next_is_told_as_the_person_calls_labctl() {
        operator.calling("./labctl");

        assertThat(operator.types("gte").err())
                .isEqualTo(
                        "labctl: unknown command 'gte', did you mean 'get'? (see './labctl --help')\n");
        assertThat(operator.types("get", "tokens", "x", "--y").err())
                .startsWith("labctl: 2 things")
                .contains("(see './labctl get tokens --help')");
    }

    @Test
    void a_secret_in_a_wrong_place_is_not_shown() {
        String token = "lab1.abcde12345." + "s".repeat(43) + "." + "p".repeat(43);

        var word = operator.types("get", "tokens", token);
        var option = operator.types("get", "servers", "-t" + token);
        var value = operator.types("get", "reports", "--limit", token);

        assertThat(word.err())
                .isEqualTo(
                        "labctl: '[join token]' is one word too many (see 'labctl get tokens --help')\n");
        assertThat(option.err())
                .isEqualTo("labctl: unknown option '-t' (see 'labctl get servers --help')\n");
        assertThat(value.err())
                .startsWith("labctl: invalid value for option '--limit': '[join token]' is not");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get reports --limit TOKEN",
                "get reports --since TOKEN",
                "get servers --env TOKEN",
                "describe TOKEN",
                "report TOKEN",
                "config set TOKEN x",
                "config use-context TOKEN"
            })
    void a_token_in_the_place_of_something_else_is_not_shown_even_when_badly_copied(String line)
            throws IOException {
        Files.delete(home.resolve(".labctl/config.yaml"));
        String secret = "s".repeat(43);
        for (String token :
                List.of(
                        "lab1.abcde12345." + secret + "." + "p".repeat(43),
                        "lab1.abcde1234." + secret,
                        "lab1." + secret,
                        "LAB1.abcde12345" + secret.substring(0, 30))) {
            var result = operator.types(line.replace("TOKEN", token).split(" "));

            assertThat(result.exit()).isNotZero();
            assertThat(result.err()).contains("[join token]").doesNotContain("sss");
        }
    }

    @Test
    void a_host_whose_name_begins_like_a_token_is_shown() {
        var result =
                operator.types("get", "reports", "--limit", "lab1.production.eu.example.com:7443");

        assertThat(result.err()).contains("'lab1.production.eu.example.com:7443'");
    }

    @ParameterizedTest
    @CsvSource({"help, --help", "help get, get --help", "help get servers, get servers --help"})
    void help_before_a_command_is_help_behind_it(String before, String behind) {
        var result = operator.types(before.split(" "));

        assertThat(result).isEqualTo(operator.types(behind.split(" ")));
        assertThat(result.out()).startsWith("Usage: labctl");
    }

    @Test
    void who_asks_for_help_gets_it_whatever_else_is_wrong() {
        assertThat(operator.types("get", "reports", "--limit", "0", "--help").out())
                .startsWith("Usage: labctl get reports");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "get --help",
                "get servers --help",
                "--version",
                "version --client",
                "version",
                "config path",
                "completion bash",
                "completion zsh",
                "completion fish"
            })
    void help_and_the_like_need_no_config_no_key_and_no_network(String line) {
        var result = operator.types(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(result.exit()).isZero();
        assertThat(result.out()).isNotEmpty();
    }

    @Test
    void the_help_tells_the_exit_codes() {
        assertThat(operator.types("--help").lines())
                .contains("  3   there is no such thing")
                .contains(
                        "  5   labd or a server's agent cannot be reached or is too busy, or this machine"
                                + " lacks what the");
    }

    @Test
    void global_options_may_stand_before_and_after_the_command() throws IOException {
        Path config = home.resolve("other.yaml");
        Files.writeString(config, "contexts: {}\n");

        for (List<String> line :
                List.of(
                        List.of("--config", config.toString(), "config", "path"),
                        List.of("config", "path", "--config", config.toString()))) {
            assertThat(operator.types(line.toArray(String[]::new)).out()).isEqualTo(config + "\n");
        }
    }

    @Test
    void an_argument_with_an_at_sign_is_not_read_as_a_file() throws IOException {
        Path file = Files.writeString(home.resolve("words"), "--help");

        var result = operator.types("@" + file);

        assertThat(result.err()).startsWith("labctl: unknown command '@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", "\n", "\u001b"})
    void a_value_is_told_to_its_end_whatever_stands_in_it(String character) {
        var result = operator.types("completion", "ba" + character + "sh");
        var number = operator.types("get", "reports", "--limit", "1" + character + "2");
        var option = operator.types("get", "servers", "--ev" + character + "n=x");

        assertThat(List.of(result.err(), number.err(), option.err()))
                .allMatch(said -> said.lines().count() == 1 && said.endsWith("--help')\n"))
                .allMatch(said -> said.contains("\\u00%02x".formatted((int) character.charAt(0))));
    }

    @Test
    void a_word_with_control_characters_is_shown_escaped() {
        assertThat(operator.types("get", "\u001b[2J").err())
                .isEqualTo("labctl: unknown command '\\u001b[2J' (see 'labctl get --help')\n");
    }
}
