package io.labctl.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualFactsTest {
    private static final String VIRTUAL_CPU = "flags : fpu hypervisor";

    @TempDir private Path root;

    @Test
    void qemu_firmware_means_kvm() {
        assertVirtual(FixtureMachine.debian(root), "kvm", true);
    }

    @Test
    void a_machine_that_shows_nothing_else_is_physical() {
        var machine =
                new FixtureMachine(root).file("/proc/cpuinfo", "processor : 0", "flags : fpu");

        assertVirtual(machine, "physical", false);
    }

    @Test
    void a_product_name_tells_the_hypervisor() {
        var machine = new FixtureMachine(root).file("/sys/class/dmi/id/product_name", "VMware7,1");

        assertVirtual(machine, "vmware", true);
    }

    @Test
    void a_cloud_is_told_by_its_bios() {
        var machine = new FixtureMachine(root).file("/sys/class/dmi/id/bios_vendor", "Google");

        assertVirtual(machine, "gce", true);
    }

    @Test
    void a_micro_vm_without_firmware_is_told_by_its_virtio_devices() {
        var machine =
                new FixtureMachine(root)
                        .file("/proc/cpuinfo", "processor : 0", VIRTUAL_CPU)
                        .directory("/sys/bus/virtio/devices/virtio0");

        assertVirtual(machine, "kvm", true);
    }

    @Test
    void a_docker_container_is_told_with_its_id_and_what_is_below_it() {
        var machine =
                FixtureMachine.debian(root).file("/proc/1/cgroup", "0::/docker/" + "1a".repeat(32));

        assertThat(machine.fact("hypervisors"))
                .isEqualTo(Map.of("docker", Map.of("id", "1a".repeat(32)), "kvm", Map.of()));
    }

    @Test
    void an_lxc_container_is_told_with_its_name() {
        var machine =
                new FixtureMachine(root).file("/proc/1/cgroup", "1:name=systemd:/lxc/web/init");

        assertThat(machine.fact("hypervisors")).isEqualTo(Map.of("lxc", Map.of("name", "web")));
    }

    @Test
    void a_xen_guest_is_told_with_its_context() {
        var machine = new FixtureMachine(root).file("/sys/hypervisor/type", "xen");

        assertThat(machine.fact("hypervisors"))
                .isEqualTo(Map.of("xen", Map.of("context", "pv", "privileged", false)));
    }

    @Test
    void a_rented_machine_is_told_with_its_cloud() {
        var machine =
                new FixtureMachine(root)
                        .file("/sys/class/dmi/id/sys_vendor", "Amazon EC2")
                        .file("/sys/class/dmi/id/bios_vendor", "Amazon EC2");

        assertThat(machine.fact("hypervisors")).isEqualTo(Map.of("kvm", Map.of("amazon", true)));
    }

    @Test
    void virtio_hardware_in_a_physical_machine_is_no_hypervisor() {
        var machine =
                new FixtureMachine(root)
                        .file("/proc/cpuinfo", "processor : 0", "flags : fpu")
                        .file("/sys/bus/pci/devices/0000:00:03.0/vendor", "0x1af4");

        assertVirtual(machine, "physical", false);
    }

    @Test
    void a_hypervisor_that_hides_is_unknown() {
        var machine = new FixtureMachine(root).file("/proc/cpuinfo", "processor : 0", VIRTUAL_CPU);

        assertVirtual(machine, "unknown", true);
    }

    @Test
    void the_first_domain_of_xen_is_not_virtual() {
        var machine =
                new FixtureMachine(root)
                        .file("/sys/hypervisor/type", "xen")
                        .file("/sys/hypervisor/properties/features", "00002f05");

        assertVirtual(machine, "xen0", false);
        assertVirtual(
                machine.file("/sys/hypervisor/properties/features", "00000005"), "xenu", true);
        assertVirtual(machine.file("/proc/xen/capabilities", "control_d"), "xen0", false);
    }

    @Test
    void a_container_comes_before_the_machine_below_it() {
        var machine =
                FixtureMachine.debian(root).file("/proc/1/cgroup", "4:cpu:/docker/1a", "0::/");

        assertVirtual(machine, "docker", true);
    }

    @Test
    void a_machine_made_of_a_docker_image_is_what_its_hypervisor_is() {
        var machine = FixtureMachine.debian(root).file("/.dockerenv");

        assertVirtual(machine, "kvm", true);
        assertThat(machine.fact("hypervisors")).isEqualTo(Map.of("kvm", Map.of()));
    }

    @Test
    void in_a_docker_container_whose_cgroup_tells_nothing_the_hypervisor_shows() {
        var machine =
                FixtureMachine.debian(root).file("/proc/1/cgroup", "0::/").file("/.dockerenv");

        assertVirtual(machine, "kvm", true);
    }

    @Test
    void dockers_mark_counts_where_no_hypervisor_shows() {
        var machine =
                new FixtureMachine(root)
                        .file("/proc/cpuinfo", "processor : 0", "flags : fpu")
                        .file("/.dockerenv");

        assertVirtual(machine, "docker", true);
    }

    @Test
    void a_container_is_told_by_the_first_processs_environment() {
        var machine =
                FixtureMachine.debian(root)
                        .bytes("/proc/1/environ", "A=1\0container=systemd-nspawn\0");

        assertVirtual(machine, "systemd_nspawn", true);
    }

    @Test
    void podman_is_told_by_its_mark() {
        assertVirtual(FixtureMachine.debian(root).file("/run/.containerenv"), "podman", true);
    }

    private static void assertVirtual(FixtureMachine machine, String virtual, boolean isVirtual) {
        assertThat(machine.fact("virtual")).isEqualTo(virtual);
        assertThat(machine.fact("is_virtual")).isEqualTo(isVirtual);
    }
}
