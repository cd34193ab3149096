package io.labctl.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OsFactsTest {
    @TempDir private Path root;

    @Test
    void debian_takes_its_point_release_from_debian_version() {
        var machine = FixtureMachine.debian(root);

        Map<String, String> release = Map.of("full", "12.11", "major", "12", "minor", "11");
        assertThat(machine.fact("os"))
                .isEqualTo(
                        Map.of(
                                "name", "Debian",
                                "family", "Debian",
                                "hardware", "x86_64",
                                "architecture", "amd64",
                                "release", release,
                                "distro",
                                        Map.of(
                                                "id", "Debian",
                                                "codename", "bookworm",
                                                "description", "Debian GNU/Linux 12 (bookworm)",
                                                "release", release),
                                "selinux", Map.of("enabled", false)));
    }

    @Test
    void fedora_takes_its_release_from_redhat_release_and_has_selinux() {
        var machine =
                fedora().file("/proc/self/mounts", "selinuxfs /sys/fs/selinux selinuxfs rw 0 0")
                        .file(
                                "/etc/selinux/config",
                                "# mode",
                                "SELINUX=enforcing",
                                "SELINUXTYPE=targeted")
                        .bytes("/sys/fs/selinux/enforce", "1")
                        .bytes("/sys/fs/selinux/policyvers", "33");

        Map<String, String> release = Map.of("full", "40", "major", "40");
        assertThat(machine.fact("os"))
                .isEqualTo(
                        Map.of(
                                "name", "Fedora",
                                "family", "RedHat",
                                "hardware", "x86_64",
                                "architecture", "x86_64",
                                "release", release,
                                "distro",
                                        Map.of(
                                                "id", "Fedora",
                                                "codename", "Forty",
                                                "description", "Fedora release 40 (Forty)",
                                                "release", release),
                                "selinux",
                                        Map.of(
                                                "enabled", true,
                                                "enforced", true,
                                                "current_mode", "enforcing",
                                                "policy_version", "33",
                                                "config_mode", "enforcing",
                                                "config_policy", "targeted")));
    }

    @Test
    void fedora_names_its_isa_and_debian_does_not() {
        assertThat(fedora().file("/proc/cpuinfo", "processor : 0").fact("processors", "isa"))
                .isEqualTo("x86_64");
        assertThat(FixtureMachine.debian(root).fact("processors", "isa")).isEqualTo("unknown");
    }

    @Test
    void a_system_like_red_hat_is_of_its_family() {
        var rocky =
                new FixtureMachine(root)
                        .file(
                                "/etc/os-release",
                                "NAME='Rocky Linux'",
                                "ID=\"rocky\"",
                                "ID_LIKE=\"rhel centos fedora\"")
                        .file("/etc/redhat-release", "Rocky Linux release 9.3 (Blue Onyx)");

        assertThat(rocky.fact("os", "name")).isEqualTo("Rocky");
        assertThat(rocky.fact("os", "family")).isEqualTo("RedHat");
        assertThat(rocky.fact("os", "distro", "id")).isEqualTo("Rocky");
        assertThat(rocky.fact("os", "release"))
                .isEqualTo(Map.of("full", "9.3", "major", "9", "minor", "3"));
    }

    @Test
    void the_whole_version_is_ubuntus_major_release() {
        var ubuntu =
                new FixtureMachine(root)
                        .file(
                                "/etc/os-release",
                                "NAME=\"Ubuntu\"",
                                "ID=ubuntu",
                                "ID_LIKE=debian",
                                "VERSION_ID=\"24.04\"");

        assertThat(ubuntu.fact("os", "family")).isEqualTo("Debian");
        assertThat(ubuntu.fact("os", "release"))
                .isEqualTo(Map.of("full", "24.04", "major", "24.04"));
    }

    @Test
    void mint_is_named_by_its_id_and_has_a_release_of_its_own() {
        var mint =
                new FixtureMachine(root)
                        .file(
                                "/etc/os-release",
                                "NAME=\"Linux Mint\"",
                                "ID=linuxmint",
                                "ID_LIKE=\"ubuntu debian\"",
                                "VERSION_ID=\"21.1\"");

        assertThat(mint.fact("os", "name")).isEqualTo("Linuxmint");
        assertThat(mint.fact("os", "family")).isEqualTo("Debian");
        assertThat(mint.fact("os", "release"))
                .isEqualTo(Map.of("full", "21.1", "major", "21", "minor", "1"));

        mint.file("/etc/linuxmint/info", "CODENAME=vera", "RELEASE=21.1", "EDITION=\"Cinnamon\"");
        assertThat(mint.fact("os", "release")).isEqualTo(Map.of("full", "21", "major", "21"));
    }

    @Test
    void azure_linux_has_its_name_in_one_word_and_the_release_of_its_build() {
        var azure =
                new FixtureMachine(root)
                        .file(
                                "/etc/os-release",
                                "NAME=\"Microsoft Azure Linux\"",
                                "ID=azurelinux",
                                "VERSION_ID=\"3.0\"")
                        .file(
                                "/etc/azurelinux-release",
                                "Azure Linux 3.0.20240401",
                                "AZURELINUX_BUILD_NUMBER=3.0.20240401");

        assertThat(azure.fact("os", "name")).isEqualTo("AzureLinux");
        assertThat(azure.fact("os", "family")).isEqualTo("RedHat");
        assertThat(azure.fact("os", "release"))
                .isEqualTo(Map.of("full", "3.0.20240401", "major", "3", "minor", "0"));
    }

    @Test
    void os_release_is_found_below_usr_when_etc_has_none() {
        var machine =
                new FixtureMachine(root).file("/usr/lib/os-release", "NAME=Debian", "ID=debian");

        assertThat(machine.fact("os", "name")).isEqualTo("Debian");
    }

    @Test
    void a_kernel_without_arch_is_told_by_the_programs_elf_header() {
        byte[] elf = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, (byte) 183, 0};
        var machine = new FixtureMachine(root).bytes("/proc/self/exe", elf);

        assertThat(machine.fact("os", "hardware")).isEqualTo("aarch64");
    }

    @Test
    void an_empty_os_release_leaves_only_what_is_known() {
        var machine = new FixtureMachine(root).file("/etc/os-release");

        assertThat(machine.fact("os"))
                .isEqualTo(Map.of("family", "Linux", "selinux", Map.of("enabled", false)));
    }

    private FixtureMachine fedora() {
        return new FixtureMachine(root)
                .file(
                        "/etc/os-release",
                        "NAME=\"Fedora Linux\"",
                        "ID=fedora",
                        "VERSION_ID=40",
                        "VERSION_CODENAME=\"\"")
                .file("/etc/redhat-release", "Fedora release 40 (Forty)")
                .file("/proc/sys/kernel/arch", "x86_64");
    }
}
