package io.labctl.agent.type.sysctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.SysctlResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysctlTypeTest {
    private static final String FORWARD = "/proc/sys/net/ipv4/ip_forward";
    private static final String FILE = "/etc/sysctl.d/60-labctl-net.ipv4.ip_forward.conf";

    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder).account("root");
        Files.createDirectories(machine.at("/proc/sys/net/ipv4/conf/eth0.1"));
        Files.createDirectories(machine.at("/etc/sysctl.d"));
        Files.createDirectories(machine.at("/usr/lib/sysctl.d"));
        machine.write(FORWARD, "0\n");
    }

    @Test
    void the_value_is_set_now_and_kept_for_the_next_boot() throws IOException {
        var report = machine.apply(on("net.ipv4.ip_forward", "1")).getFirst();

        assertThat(report.changes())
                .containsExactly(Change.of("value", "0", "1"), Change.of("file", null, "1"));
        assertThat(machine.read(FORWARD)).isEqualTo("1\n");
        assertThat(machine.read(FILE)).endsWith("\nnet.ipv4.ip_forward = 1\n");
    }

    @Test
    void tabs_and_blanks_between_the_words_of_a_value_are_the_same() throws IOException {
        machine.write("/proc/sys/net/ipv4/tcp_rmem", "4096\t131072\t6291456\n");

        var wanted =
                new SysctlResource(
                        "net/ipv4/tcp_rmem",
                        Presence.PRESENT,
                        " 4096  131072\t6291456",
                        true,
                        false);

        assertThat(outcome(wanted)).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_name_with_slashes_may_have_dots_in_its_parts() throws IOException {
        machine.write("/proc/sys/net/ipv4/conf/eth0.1/forwarding", "0\n");

        assertThat(outcome(on("net/ipv4/conf/eth0.1/forwarding", "1")))
                .isEqualTo(ResourceOutcome.CHANGED);

        assertThat(machine.read("/proc/sys/net/ipv4/conf/eth0.1/forwarding")).isEqualTo("1\n");
        assertThat(machine.read("/etc/sysctl.d/60-labctl-net.ipv4.conf.eth0,1.forwarding.conf"))
                .endsWith("\nnet.ipv4.conf.eth0/1.forwarding = 1\n");
    }

    @Test
    void a_setting_that_the_kernel_does_not_have_is_named() {
        String sentence =
                "no kernel setting 'net.ipv4.no_such' on this machine; what brings it may not be"
                        + " loaded";

        assertThat(machine.apply(on("net.ipv4.no_such", "1")).getFirst().reason())
                .isEqualTo(sentence);
        assertThat(machine.noop(on("net.ipv4.no_such", "1")).getFirst().reason())
                .isEqualTo(sentence);
    }

    @Test
    void a_file_that_is_read_later_and_says_otherwise_is_a_failure() throws IOException {
        machine.write("/etc/sysctl.d/99-local.conf", "# ours\n-net/ipv4/ip_forward=0\n");

        var report = machine.apply(on("net.ipv4.ip_forward", "1")).getFirst();

        assertThat(report.reason())
                .isEqualTo(
                        "net.ipv4.ip_forward will not outlast a boot:"
                                + " '/etc/sysctl.d/99-local.conf', which is read after '%s', sets"
                                + " it to '0'",
                        FILE);
        assertThat(machine.read(FORWARD)).isEqualTo("1\n");
    }

    @Test
    void files_that_are_read_earlier_or_agree_or_are_replaced_do_no_harm() throws IOException {
        machine.write("/etc/sysctl.d/50-early.conf", "net.ipv4.ip_forward = 0\n");
        machine.write("/usr/lib/sysctl.d/99-vendor.conf", "net.ipv4.ip_forward = 0\n");
        machine.write("/etc/sysctl.d/99-vendor.conf", "net.ipv4.ip_forward=1\n");

        assertThat(outcome(on("net.ipv4.ip_forward", "1"))).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(outcome(on("net.ipv4.ip_forward", "1"))).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void the_one_or_the_other_may_be_managed_alone() throws IOException {
        machine.apply(
                new SysctlResource("net.ipv4.ip_forward", Presence.PRESENT, "1", true, false));
        assertThat(machine.has(FILE)).isFalse();
        machine.write(FORWARD, "0\n");

        machine.apply(
                new SysctlResource("net.ipv4.ip_forward", Presence.PRESENT, "1", false, true));

        assertThat(machine.has(FILE)).isTrue();
        assertThat(machine.read(FORWARD)).isEqualTo("0\n");
    }

    @Test
    void what_is_absent_loses_its_file_and_keeps_its_value() throws IOException {
        machine.apply(on("net.ipv4.ip_forward", "1"));

        var report = removal();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(machine.has(FILE)).isFalse();
        assertThat(machine.read(FORWARD)).isEqualTo("1\n");
        assertThat(removal().outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    private ResourceReport removal() {
        return machine.apply(
                        new SysctlResource("net.ipv4.ip_forward", Presence.ABSENT, "", true, true))
                .getFirst();
    }

    private ResourceOutcome outcome(SysctlResource wanted) {
        return machine.apply(wanted).getFirst().outcome();
    }

    private static SysctlResource on(String name, String value) {
        return new SysctlResource(name, Presence.PRESENT, value, true, true);
    }
}
