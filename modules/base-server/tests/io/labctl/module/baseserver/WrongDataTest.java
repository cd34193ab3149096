package io.labctl.module.baseserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.bind.Binding;
import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.yaml.YamlDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who wrote a data file is told which of its lines are wrong. */
class WrongDataTest {
    private static final Parameters<BaseServer> PARAMETERS = Parameters.of(BaseServer.class);

    @Test
    void all_faults_are_told_at_once_each_in_its_line() {
        String data =
                """
                hosts:
                  db1:
                    ip: 192.0.2.300
                    aliases: [fine, "not fine"]
                packages:
                  Htop: present
                  curl: presnt
                groups:
                  ops:
                    gid: -1
                users:
                  ada lovelace: {}
                  bob:
                    uid: 4294967295
                    shell: bin/bash
                    groups:
                      - ops
                      - o:ps
                sshd:
                  port: 70000
                  allow-groups: [a b]
                  options:
                    Permit Root: "no"
                cron:
                  clean.up:
                    schedule: 99 * * * *
                    command: "true"
                motd: "{node.rle}"
                mdot: x
                """;

        assertThat(faults(data))
                .containsExactly(
                        "data/common.yaml:29: unknown key 'mdot', did you mean 'motd'?",
                        "data/common.yaml:28: unknown name 'node.rle', did you mean 'node.role'?",
                        "data/common.yaml:3: ip '192.0.2.300' is not an address",
                        "data/common.yaml:4: host 'not fine' is not one plain word",
                        "data/common.yaml:6: package 'Htop' is not a package's name: use a-z, 0-9,"
                                + " and inside them + . -",
                        "data/common.yaml:7: 'presnt' is neither present, absent nor a version,"
                                + " which starts with a digit, did you mean 'present'?",
                        "data/common.yaml:10: account number -1 is not 0 to 4294967294",
                        "data/common.yaml:12: account 'ada lovelace' is not an account name",
                        "data/common.yaml:14: account number 4294967295 is not 0 to 4294967294",
                        "data/common.yaml:18: account 'o:ps' is not an account name",
                        "data/common.yaml:15: path 'bin/bash' is not absolute and plain, such as"
                                + " /etc/motd",
                        "data/common.yaml:20: port 70000 is not 1 to 65535",
                        "data/common.yaml:21: 'a b' is not a group's name",
                        "data/common.yaml:23: option 'Permit Root' is not one keyword",
                        "data/common.yaml:25: cron name 'clean.up' has other characters than A-Z"
                                + " a-z 0-9 _ -",
                        "data/common.yaml:26: schedule '99 * * * *' is not a crontab line: minute"
                                + " '99' is not within 0 to 59");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{os.name runs here    | brace before 'os.name' is not closed",
                "on {node.name{os.name} | brace before 'node.name' is not closed",
                "{node.cluod}          | unknown name 'node.cluod', did you mean 'node.cloud'?",
                "{node.zzzzzzzzzzzz}   | unknown name 'node.zzzzzzzzzzzz', known are node.cloud,"
                        + " node.environment, node.name, node.role",
            })
    void a_message_that_could_never_be_filled_is_told_where_it_was_written(
            String text, String why) {
        assertThat(faults("motd: '" + text + "'")).containsExactly("data/common.yaml:1: " + why);
    }

    @Test
    void a_job_needs_a_command_that_says_something() {
        assertThat(faults("cron: {clean: {schedule: '@daily', command: ' '}}"))
                .containsExactly("data/common.yaml:1: cron job has no command");
    }

    private static List<String> faults(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        var layer = (Value.Fields) YamlDocument.read("data/common.yaml", bytes).root();
        return switch (PARAMETERS.bind(null, List.of(layer), Place.in("none"))) {
            case Binding.Ready<BaseServer> _ -> List.of();
            case Binding.Refused<BaseServer>(var faults) ->
                    faults.stream().map(Fault::sentence).toList();
        };
    }
}
