package io.labctl.module.baseserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each value of a part that cannot be right is told with its line. */
class WrongPartsTest {
    @Test
    void the_machine_s_own_settings() {
        assertThat(
                        DataFaults.in(
                                """
                                hostname: "web_1"
                                timezone: Europe/Berln
                                locale: en_US
                                sysctl:
                                  swappiness: 10
                                  vm.swappiness: " "
                                """))
                .containsExactlyInAnyOrder(
                        "data/common.yaml:1: parameter 'hostname': 'web_1' is not a machine's name: use at most 64 of A-Z a-z 0-9 -, in labels parted by dots",
                        "data/common.yaml:2: parameter 'timezone': 'Europe/Berln' is not a time zone, such as Europe/Berlin or Etc/UTC, did you mean 'Europe/Berlin'?",
                        "data/common.yaml:3: parameter 'locale': 'en_US' is not a locale in UTF-8, such as en_US.UTF-8 or C.UTF-8",
                        "data/common.yaml:5: parameter 'sysctl.swappiness': sysctl name 'swappiness' is not a kernel setting's, such as net.ipv4.ip_forward",
                        "data/common.yaml:6: parameter 'sysctl.vm.swappiness': setting has no value");
    }

    @Test
    void accounts() {
        assertThat(
                        DataFaults.in(
                                """
                                users:
                                  ada:
                                    expires: 2027-02-30
                                    keys:
                                      laptop:
                                        key: ssh-ed25519
                                      desk: {}
                                      " ": {ensure: absent}
                                """))
                .containsExactlyInAnyOrder(
                        "data/common.yaml:3: parameter 'users.ada.expires': '2027-02-30' is neither a day, such as 2027-01-31, nor never",
                        "data/common.yaml:6: parameter 'users.ada.keys.laptop.key': a public key is its type and its base64, as in a file id_ed25519.pub",
                        "data/common.yaml:7: parameter 'users.ada.keys.desk.key': authorized key has no key",
                        "data/common.yaml:8: parameter 'users.ada.keys. ': name ' ' of a key is blank or has blanks around it");
    }

    @Test
    void what_no_machine_takes_is_told_with_all_else() {
        assertThat(
                        DataFaults.in(
                                """
                                users:
                                  root: {ensure: absent}
                                  rel:
                                    uid: -1
                                    keys:
                                      k:
                                        ensure: absent
                                        options: ["no-pty no-x", no-ptty]
                                groups:
                                  root:
                                    ensure: absent
                                cron:
                                  c:
                                    ensure: absent
                                    environment: {A: "\\"'"}
                                """))
                .containsExactlyInAnyOrder(
                        "data/common.yaml:2: parameter 'users.root': user 'root' cannot be absent",
                        "data/common.yaml:4: parameter 'users.rel.uid': account number -1 is not 0 to 4294967294",
                        "data/common.yaml:8: parameter 'users.rel.keys.k.options[0]': option 'no-pty no-x' of a key is not a name, or a name and a value in quotes, such as from=\"10.0.0.0/8\"",
                        "data/common.yaml:8: parameter 'users.rel.keys.k.options[1]': option 'no-ptty' of a key is one for which sshd would refuse the key, did you mean 'no-pty'?",
                        "data/common.yaml:10: parameter 'groups.root': group 'root' cannot be absent",
                        "data/common.yaml:15: parameter 'cron.c.environment.A': value has both kinds of quotes, which no crontab can hold");
    }

    @Test
    void an_address_in_the_place_of_a_hosts_name_is_told_to_be_one() {
        assertThat(
                        DataFaults.in(
                                """
                                hosts:
                                  "::1": {ip: 10.0.0.1}
                                  10.1.1.1: {ip: 10.1.1.2}
                                  db: {ip: 10.1.1.3, aliases: ["fe80::1%eth0", 10.1.1.4]}
                                """))
                .containsExactlyInAnyOrder(
                        "data/common.yaml:2: parameter 'hosts.::1': host '::1' is an address where a name has to stand",
                        "data/common.yaml:3: parameter 'hosts.10.1.1.1': host '10.1.1.1' is an address where a name has to stand",
                        "data/common.yaml:4: parameter 'hosts.db.aliases[0]': alias 'fe80::1%eth0' is an address where a name has to stand",
                        "data/common.yaml:4: parameter 'hosts.db.aliases[1]': alias '10.1.1.4' is an address where a name has to stand");
        assertThat(DataFaults.in("{hosts: {10.1.1.5: {ensure: absent}, '::2': {ensure: absent}}}"))
                .isEmpty();
    }

    @Test
    void a_name_of_a_host_stands_once_in_its_line() {
        assertThat(
                        DataFaults.in(
                                """
                                hosts:
                                  db: {ip: 10.0.0.1, aliases: [db]}
                                  web: {ip: 10.0.0.2, aliases: [www, WWW]}
                                """))
                .containsExactlyInAnyOrder(
                        "data/common.yaml:2: parameter 'hosts.db': alias 'db' of host 'db' is its name: leave it out",
                        "data/common.yaml:3: parameter 'hosts.web': alias 'WWW' of host 'web' is given twice");
    }

    @Test
    void rules_of_sudo() {
        assertThat(
                        DataFaults.in(
                                """
                                sudo:
                                  a.b: {ensure: absent}
                                  ops:
                                    who: [OPS, "ada, ALL"]
                                    hosts: ["a=b"]
                                    commands:
                                      - id
                                      - /usr/bin/id\\
                                      - "!/bin/sh"
                                      - "/bin/a\\nb"
                                  none: {}
                                """))
                .containsExactlyInAnyOrder(
                        "data/common.yaml:2: parameter 'sudo.a.b': sudo rule 'a.b' has other characters than A-Z a-z 0-9 _ -",
                        "data/common.yaml:4: parameter 'sudo.ops.who[0]': 'OPS' would be an alias of sudoers(5), for it has only capital letters",
                        "data/common.yaml:4: parameter 'sudo.ops.who[1]': 'ada, ALL' is neither an account, a group such as %wheel, nor ALL",
                        "data/common.yaml:5: parameter 'sudo.ops.hosts[0]': 'a=b' is neither a host's name in small letters nor an IPv4 address or network",
                        "data/common.yaml:7: parameter 'sudo.ops.commands[0]': 'id' is neither ALL nor an absolute path with its arguments, in ASCII and without a backslash",
                        "data/common.yaml:8: parameter 'sudo.ops.commands[1]': '/usr/bin/id\\' is neither ALL nor an absolute path with its arguments, in ASCII and without a backslash",
                        "data/common.yaml:9: parameter 'sudo.ops.commands[2]': '!/bin/sh' is neither ALL nor an absolute path with its arguments, in ASCII and without a backslash",
                        "data/common.yaml:10: parameter 'sudo.ops.commands[3]': '/bin/a\\u000ab' is neither ALL nor an absolute path with its arguments, in ASCII and without a backslash",
                        "data/common.yaml:11: parameter 'sudo.none.who': sudo rule is for nobody",
                        "data/common.yaml:11: parameter 'sudo.none.commands': sudo rule allows no command");
    }

    @Test
    void packages_that_parts_need_are_not_absent() {
        assertThat(
                        DataFaults.in(
                                """
                                packages: {sudo: absent, chrony: absent, tzdata: absent, openssh-server: absent}
                                sudo:
                                  ops: {who: [ada], commands: [ALL]}
                                time: {pools: [a.example]}
                                timezone: Europe/Berlin
                                sshd: {}
                                """))
                .containsExactlyInAnyOrder(
                        "data/common.yaml:1: parameter 'packages': package sudo is absent, but sudo has rules",
                        "data/common.yaml:1: parameter 'packages': package chrony is absent, but time needs it",
                        "data/common.yaml:1: parameter 'packages': package tzdata is absent, but timezone needs it",
                        "data/common.yaml:1: parameter 'packages': package openssh-server is absent, but sshd has settings");
        assertThat(DataFaults.in("{packages: {sudo: absent}, sudo: {ops: {ensure: absent}}}"))
                .isEmpty();
    }

    @Test
    void packages_that_parts_with_faults_need_are_not_absent_either() {
        assertThat(
                        DataFaults.in(
                                """
                                packages: {tzdata: absent, hostname: absent, openssh-server: absent}
                                timezone: Europe/Nowhere
                                hostname: [a]
                                sshd: {ports: [0]}
                                """))
                .contains(
                        "data/common.yaml:1: parameter 'packages': package tzdata is absent, but timezone needs it",
                        "data/common.yaml:1: parameter 'packages': package hostname is absent, but hostname needs it",
                        "data/common.yaml:1: parameter 'packages': package openssh-server is absent, but sshd has settings")
                .hasSize(6);
        assertThat(DataFaults.in("{packages: {tzdata: absent}, timezone: ~}")).isEmpty();
    }

    @Test
    void versions_that_no_package_can_have() {
        assertThat(DataFaults.in("{packages: {nginx: '>= 2, < 1'}}"))
                .containsExactly(
                        "data/common.yaml:1: parameter 'packages.nginx': no version is both '>= 2' and '< 1'");
    }

    @Test
    void an_end_that_no_account_can_have() {
        assertThat(DataFaults.in("{users: {ada: {expires: 0001-01-01}}}"))
                .containsExactly(
                        "data/common.yaml:1: parameter 'users.ada.expires': expires '0001-01-01' is not a day from 1970-01-02 to 9999-12-31");
    }

    @Test
    void time_and_updates() {
        assertThat(
                        DataFaults.in(
                                """
                                time:
                                  daemon: ntpd
                                  pools: ["a b"]
                                updates:
                                  scope: some
                                  reboot: 24:00
                                """))
                .containsExactlyInAnyOrder(
                        "data/common.yaml:2: parameter 'time.daemon' is 'ntpd', not one of chrony, systemd-timesyncd",
                        "data/common.yaml:3: parameter 'time.pools[0]': 'a b' is neither a host's name nor an address",
                        "data/common.yaml:5: parameter 'updates.scope' is 'some', not one of all, security",
                        "data/common.yaml:6: parameter 'updates.reboot': '24:00' is not a time of day, 00:00 to 23:59");
        assertThat(DataFaults.in("time: {}"))
                .containsExactly(
                        "data/common.yaml:1: parameter 'time.servers': time has neither pools nor servers");
    }
}
