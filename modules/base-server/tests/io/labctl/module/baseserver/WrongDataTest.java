package io.labctl.module.baseserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who wrote a data file is told which of its lines are wrong. */
class WrongDataTest {
    @Test
    void all_faults_are_told_at_once_each_in_its_line() {
        String data =
                """
                hosts:
                  db1:
                    ip: 192.0.2.300
                    aliases: [fine, "not fine"]
                packages:
                  htop-: present
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
                        "data/common.yaml:29: unknown parameter 'mdot', did you mean 'motd'?",
                        "data/common.yaml:28: parameter 'motd': unknown name 'node.rle', did you mean 'node.role'?",
                        "data/common.yaml:3: parameter 'hosts.db1.ip': ip '192.0.2.300' is not an IPv4 or IPv6 address",
                        "data/common.yaml:4: parameter 'hosts.db1.aliases[1]': alias 'not fine' is not one plain word",
                        "data/common.yaml:6: parameter 'packages.htop-': package 'htop-' is not a package's name: use at least two of A-Z a-z 0-9,"
                                + " and inside them + . _ -",
                        "data/common.yaml:7: parameter 'packages.curl': 'presnt' is neither present, absent, latest nor a"
                                + " version or range, such as '>= 1.22, < 1.26', did you mean 'present'?",
                        "data/common.yaml:10: parameter 'groups.ops.gid': account number -1 is not 0 to 4294967294",
                        "data/common.yaml:12: parameter 'users.ada lovelace': account 'ada lovelace' is not an account name: use at most 32 of A-Z a-z 0-9 _ . -, beginning with a letter or _",
                        "data/common.yaml:14: parameter 'users.bob.uid': account number 4294967295 is not 0 to 4294967294",
                        "data/common.yaml:18: parameter 'users.bob.groups[1]': account 'o:ps' is not an account name: use at most 32 of A-Z a-z 0-9 _ . -, beginning with a letter or _",
                        "data/common.yaml:15: parameter 'users.bob.shell': path 'bin/bash' is not absolute and plain, such as"
                                + " /etc/motd",
                        "data/common.yaml:20: parameter 'sshd.port': port 70000 is not 1 to 65535",
                        "data/common.yaml:21: parameter 'sshd.allow-groups[0]': 'a b' is not a group's name: use at most 100 of A-Z a-z 0-9 _ . @ -, with * and ? for any others",
                        "data/common.yaml:23: parameter 'sshd.options.Permit Root': option 'Permit Root' is not one keyword",
                        "data/common.yaml:25: parameter 'cron.clean.up': cron name 'clean.up' has other characters than A-Z"
                                + " a-z 0-9 _ -",
                        "data/common.yaml:26: parameter 'cron.clean.up.schedule': schedule '99 * * * *' is not a crontab line: minute"
                                + " '99' is not within 0 to 59");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{os.name runs here    | brace before 'os.name' is not closed",
                "on {node.name{os.name} | brace before 'node.name' is not closed",
                "{Os.name}             | unknown fact 'Os.name', did you mean 'os.name'?",
                "{mountpoints./srv}    | this machine has no fact 'mountpoints./srv', there are os",
                "${HOME}               | this machine has no fact 'HOME', there are os",
                "{node.cluod}          | unknown name 'node.cluod', did you mean 'node.cloud'?",
                "{node.zzzzzzzzzzzz}   | unknown name 'node.zzzzzzzzzzzz', known are node.cloud,"
                        + " node.environment, node.name, node.role",
            })
    void a_message_that_could_never_be_filled_is_told_where_it_was_written(
            String text, String why) {
        assertThat(faults("motd: '" + text + "'"))
                .containsExactly("data/common.yaml:1: parameter 'motd': " + why);
    }

    @Test
    void an_open_brace_hides_no_unknown_name_of_the_same_message() {
        assertThat(faults("motd: '{os.name and {os.nmae} {node.rle} {node.name'"))
                .containsExactly(
                        "data/common.yaml:1: parameter 'motd': brace before 'os.name' is not closed",
                        "data/common.yaml:1: parameter 'motd': brace before 'node.name' is not"
                                + " closed",
                        "data/common.yaml:1: parameter 'motd': unknown fact 'os.nmae', did you mean"
                                + " 'os.name'?",
                        "data/common.yaml:1: parameter 'motd': unknown name 'node.rle', did you"
                                + " mean 'node.role'?");
    }

    @Test
    void a_wrong_part_hides_no_rule_about_the_others() {
        String data =
                """
                cron:
                  a: {schedule: 99 * * * *}
                  b: {}
                  c: {ensure: absnt}
                packages: {openssh-server: absent}
                sshd: {}
                hosts:
                  db1: {aliases: ["a b"]}
                """;

        assertThat(faults(data))
                .containsExactly(
                        "data/common.yaml:8: parameter 'hosts.db1.aliases[0]': alias 'a b' is not"
                                + " one plain word",
                        "data/common.yaml:8: parameter 'hosts.db1.ip': host has no ip",
                        "data/common.yaml:2: parameter 'cron.a.schedule': schedule '99 * * * *' is"
                                + " not a crontab line: minute '99' is not within 0 to 59",
                        "data/common.yaml:2: parameter 'cron.a.command': cron job has no command",
                        "data/common.yaml:3: parameter 'cron.b.schedule': cron job has no schedule",
                        "data/common.yaml:3: parameter 'cron.b.command': cron job has no command",
                        "data/common.yaml:4: parameter 'cron.c.ensure' is 'absnt', not one of"
                                + " absent, present, did you mean 'absent'?",
                        "data/common.yaml:5: parameter 'packages': package openssh-server is"
                                + " absent, but sshd has settings");
    }

    @Test
    void a_misspelt_parameter_is_not_said_to_be_missing_too() {
        assertThat(faults("cron: {a: {scedule: '@daily', command: x}}"))
                .containsExactly(
                        "data/common.yaml:1: unknown parameter 'cron.a.scedule', did you mean"
                                + " 'cron.a.schedule'?");
    }

    @Test
    void a_text_in_braces_without_quotes_is_told_as_that() {
        assertThat(faults("motd: {node.name}"))
                .containsExactly(
                        "data/common.yaml:1: parameter 'motd' is a map: put quotes round a text that"
                                + " begins with '{'");
    }

    @Test
    void a_record_of_one_part_is_told_of_the_key_that_it_does_not_have() {
        assertThat(faults("motd: {a: b}"))
                .containsExactly("data/common.yaml:1: unknown parameter 'motd.a', known are text");
    }

    @Test
    void no_field_of_an_account_has_a_colon_or_a_line_end() {
        String data =
                """
                users:
                  a: {comment: "a:b"}
                  b: {home: "/x:y"}
                  c: {shell: "/bin/sh:x"}
                  d: {home: "/x\\ny"}
                """;

        assertThat(faults(data))
                .containsExactly(
                        "data/common.yaml:2: parameter 'users.a.comment': text 'a:b' has a colon,"
                                + " which would end its field of passwd(5)",
                        "data/common.yaml:3: parameter 'users.b.home': path '/x:y' has a colon,"
                                + " which would end its field of passwd(5)",
                        "data/common.yaml:4: parameter 'users.c.shell': path '/bin/sh:x' has a"
                                + " colon, which would end its field of passwd(5)",
                        "data/common.yaml:5: parameter 'users.d.home': path '/x\\u000ay' has"
                                + " control characters");
    }

    @Test
    void a_job_needs_a_command_that_says_something() {
        assertThat(faults("cron: {clean: {schedule: '@daily', command: ' '}}"))
                .containsExactly(
                        "data/common.yaml:1: parameter 'cron.clean.command': cron job has no command");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron:^  clean: {command: x} | 2: parameter 'cron.clean.schedule': cron job has no"
                        + " schedule",
                "hosts:^  db1: {} | 2: parameter 'hosts.db1.ip': host has no ip",
                "packages:^  htop: ~ | 2: parameter 'packages.htop' is empty, which only takes"
                        + " away what a broader layer gives; it must be text",
                "cron:^  c: {command: x, schedule: '@dayly'} | 2: parameter 'cron.c.schedule':"
                        + " schedule '@dayly' is not a short form of crontab(5), did you mean"
                        + " '@daily'?",
                "cron:^  c: {command: x, schedule: '0 0 * mra *'} | 2: parameter"
                        + " 'cron.c.schedule': schedule '0 0 * mra *' is not a crontab line: month"
                        + " 'mra' is not within 1 to 12 or jan feb mar apr may jun jul aug sep oct"
                        + " nov dec, did you mean 'mar'?",
                "cron:^  c: {command: x, schedule: '0 0 * * mno-fri'} | 2: parameter"
                        + " 'cron.c.schedule': schedule '0 0 * * mno-fri' is not a crontab line: day"
                        + " of week 'mno-fri' is not within 0 to 7 or sun mon tue wed thu fri sat,"
                        + " did you mean 'mon'?",
            })
    void a_fault_names_the_parameter_its_line_and_the_nearest(String data, String why) {
        assertThat(faults(data.replace('^', '\n'))).containsExactly("data/common.yaml:" + why);
    }

    private static List<String> faults(String data) {
        return DataFaults.in(data);
    }
}
