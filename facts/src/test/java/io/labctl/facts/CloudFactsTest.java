package io.labctl.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudFactsTest {
    private static final String DMI = "/sys/class/dmi/id/";

    @TempDir private Path root;

    @ParameterizedTest
    @CsvSource({
        "bios_vendor, Google, gce",
        "bios_vendor, Amazon EC2, aws",
        "sys_vendor, Amazon EC2, aws",
        "bios_version, 4.11.amazon, aws",
        "chassis_asset_tag, 7783-7084-3265-9085-8269-3286-77, azure"
    })
    void a_cloud_is_told_by_its_firmware(String name, String value, String provider) {
        var machine = new FixtureMachine(root).file(DMI + name, value);

        assertThat(machine.fact("cloud", "provider")).isEqualTo(provider);
    }

    @Test
    void a_machine_of_ones_own_is_in_no_cloud() {
        var machine =
                new FixtureMachine(root)
                        .file(DMI + "sys_vendor", "Microsoft Corporation")
                        .file(DMI + "product_name", "Virtual Machine");

        assertThat(machine.fact("cloud")).isNull();
    }

    @Test
    void a_docker_container_that_nothing_but_its_mark_tells_of_is_in_the_cloud_of_its_machine() {
        var machine =
                new FixtureMachine(root)
                        .file(DMI + "sys_vendor", "Amazon EC2")
                        .file("/proc/1/cgroup", "0::/") // as cgroup v2 has it in all containers
                        .file("/.dockerenv");

        assertThat(machine.fact("cloud", "provider")).isEqualTo("aws");
    }

    @Test
    void a_container_is_in_none_either() {
        var machine =
                new FixtureMachine(root)
                        .file(DMI + "sys_vendor", "Amazon EC2")
                        .file("/proc/1/cgroup", "1:name=systemd:/lxc/web/init");

        assertThat(machine.fact("cloud")).isNull();
    }
}
