package io.labctl.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemFactsTest {
    @TempDir private Path root;

    @Test
    void the_kernels_version_is_cut_in_two_ways() {
        var machine = FixtureMachine.debian(root);

        assertThat(machine.fact("kernelrelease")).isEqualTo("6.1.0-35-amd64");
        assertThat(machine.fact("kernelversion")).isEqualTo("6.1.0");
        assertThat(machine.fact("kernelmajversion")).isEqualTo("6.1");
    }

    @Test
    void the_uptime_is_told_in_three_units_and_a_word() {
        var machine = FixtureMachine.debian(root);

        assertThat(machine.fact("system_uptime"))
                .isEqualTo(Map.of("seconds", 93784L, "hours", 26L, "days", 1L, "uptime", "1 day"));
    }

    @Test
    void a_young_machine_counts_hours_and_minutes() {
        assertThat(
                        FixtureMachine.debian(root)
                                .file("/proc/uptime", "3725.9 0")
                                .fact("system_uptime", "uptime"))
                .isEqualTo("1:02 hours");
        assertThat(
                        FixtureMachine.debian(root)
                                .file("/proc/uptime", "172800 0")
                                .fact("system_uptime", "uptime"))
                .isEqualTo("2 days");
    }

    @Test
    void a_docker_container_counts_from_its_first_process() {
        var machine =
                FixtureMachine.debian(root)
                        .file("/proc/1/cgroup", "0::/docker/" + "1a".repeat(32))
                        .file(
                                "/proc/1/stat",
                                "1 (a b) c) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 9378000 1"
                                        + " 1");

        assertThat(machine.fact("system_uptime", "seconds")).isEqualTo(4L);
    }

    @Test
    void load_filesystems_path_and_fips_are_read() {
        var machine = FixtureMachine.debian(root);

        assertThat(machine.fact("load_averages"))
                .isEqualTo(Map.of("1m", 0.15, "5m", 1.0, "15m", 12.5));
        assertThat(machine.fact("filesystems")).isEqualTo("btrfs,ext4");
        assertThat(machine.fact("path")).isEqualTo("/usr/sbin:/usr/bin");
        assertThat(machine.fact("fips_enabled")).isEqualTo(false);
        assertThat(machine.file("/proc/sys/crypto/fips_enabled", "1").fact("fips_enabled"))
                .isEqualTo(true);
    }

    @Test
    void the_identity_is_the_real_user_with_the_group_of_its_account() {
        var machine =
                FixtureMachine.debian(root)
                        .file("/proc/self/status", "Uid:\t1\t0\t0\t0", "Gid:\t7\t7\t7\t7");

        assertThat(machine.fact("identity"))
                .isEqualTo(
                        Map.of(
                                "uid",
                                1L,
                                "user",
                                "daemon",
                                "gid",
                                1L,
                                "group",
                                "daemon",
                                "privileged",
                                false));
    }

    @Test
    void a_user_without_an_account_has_only_numbers() {
        var machine =
                FixtureMachine.debian(root)
                        .file("/proc/self/status", "Uid:\t4711\t0\t0\t0", "Gid:\t4712\t7\t7\t7");

        assertThat(machine.fact("identity"))
                .isEqualTo(Map.of("uid", 4711L, "gid", 4712L, "privileged", false));
    }

    @Test
    void the_time_zone_changes_its_name_with_the_season() {
        var machine = FixtureMachine.debian(root);

        assertThat(machine.at("2026-01-15T12:00:00Z").fact("timezone")).isEqualTo("CET");
        assertThat(machine.at("2026-07-15T12:00:00Z").fact("timezone")).isEqualTo("CEST");
    }

    @Test
    void a_zone_without_a_name_is_its_offset() {
        var machine = new FixtureMachine(root).bytes("/etc/localtime", "TZif2\n\n<-03>3\n");

        assertThat(machine.fact("timezone")).isEqualTo("-03");
    }

    @Test
    void the_irish_standard_time_holds_in_summer() {
        var machine =
                new FixtureMachine(root)
                        .bytes("/etc/localtime", "TZif2\n\nIST-1GMT0,M10.5.0,M3.5.0/1\n")
                        .file("/etc/timezone", "Europe/Dublin");

        assertThat(machine.at("2026-07-15T12:00:00Z").fact("timezone")).isEqualTo("IST");
        assertThat(machine.at("2026-01-15T12:00:00Z").fact("timezone")).isEqualTo("GMT");
    }

    @Test
    void a_file_that_is_no_time_zone_is_a_fault() {
        var machine = FixtureMachine.debian(root).bytes("/etc/localtime", "no zone\nat all\n");

        assertThat(machine.gather().faults())
                .containsExactly(
                        new MachineFacts.Fault(
                                "timezone", "/etc/localtime does not end with a zone's names"));
    }

    /** Fingerprints as {@code ssh-keygen -r} prints them. */
    @Test
    void ssh_host_keys_are_told_with_their_fingerprints() {
        String key = "AAAAC3NzaC1lZDI1NTE5AAAAILgeKjehNlf0rH6vbrRICyve9wBlhLemdJmTvJULPQiQ";
        var machine =
                FixtureMachine.debian(root)
                        .file(
                                "/etc/ssh/ssh_host_ed25519_key.pub",
                                "ssh-ed25519 " + key + " root@web01")
                        .file("/etc/ssh/ssh_host_rsa_key.pub", "ssh-rsa (lost)")
                        .file("/etc/ssh/ssh_host_ecdsa_key.pub");

        assertThat(machine.fact("ssh"))
                .isEqualTo(
                        Map.of(
                                "ed25519",
                                Map.of(
                                        "type",
                                        "ssh-ed25519",
                                        "key",
                                        key,
                                        "fingerprints",
                                        Map.of(
                                                "sha1",
                                                "SSHFP 4 1 37539b77884a9b77d202ac782c27734c1385cb79",
                                                "sha256",
                                                "SSHFP 4 2 a472f297ae90b413b80073a300860832b001b02418cc0aa60407ae5c8cb95cb1"))));
    }
}
