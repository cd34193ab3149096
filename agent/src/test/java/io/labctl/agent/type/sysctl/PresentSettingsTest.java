package io.labctl.agent.type.sysctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Root;
import io.labctl.agent.present.PresentLook;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.present.Looked;
import io.labctl.catalog.resource.SysctlResource;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresentSettingsTest {
    private static final String FORWARD = "/proc/sys/net/ipv4/ip_forward";
    private static final String SECRET = "/proc/sys/net/ipv4/secret";

    @TempDir private Path folder;

    @Test
    void what_not_everybody_may_read_is_left_out() throws IOException {
        TestMachine machine = new TestMachine(folder).account("root");
        Files.createDirectories(machine.at("/proc/sys/net/ipv4"));
        Files.createDirectories(machine.at("/etc/sysctl.d"));
        machine.write("/etc/sysctl.d/90.conf", "net.ipv4.ip_forward=1\nnet.ipv4.secret=1\n");
        machine.write(FORWARD, "1\n").write(SECRET, "hunter2\n");
        mode(machine.at(FORWARD), "rw-r--r--");
        mode(machine.at(SECRET), "rw-r-----");

        var found = (Looked.Found) look().look(SysctlResource.TYPE, null);

        assertThat(found.resources())
                .extracting(each -> each.id().title())
                .containsExactly("net.ipv4.ip_forward");
        assertThat(found.leftOut())
                .containsExactly(
                        "sysctl 'net.ipv4.secret' is left out: not everybody on the machine may read it");
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private PresentLook look() {
        var root = new Root(folder.resolve("root"));
        var backups = new Backups(folder.resolve("backups"), Clock.systemUTC(), WireJson.mapper());
        return new PresentLook(
                new TreeMap<>(
                        Map.of(
                                SysctlResource.TYPE,
                                new PresentSettings(root, new SysctlType(root, backups)))));
    }
}
