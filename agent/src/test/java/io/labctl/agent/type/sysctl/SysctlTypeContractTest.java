package io.labctl.agent.type.sysctl;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SysctlResource;
import java.io.IOException;
import java.nio.file.Files;

class SysctlTypeContractTest extends ResourceTypeContract {
    @Override
    protected TestMachine machine() throws IOException {
        TestMachine machine = new TestMachine(folder).account("root");
        Files.createDirectories(machine.at("/proc/sys/net/ipv4"));
        Files.createDirectories(machine.at("/etc/sysctl.d"));
        return machine.write("/proc/sys/net/ipv4/ip_forward", "0\n");
    }

    @Override
    protected Resource wanted() {
        return new SysctlResource("net.ipv4.ip_forward", Presence.PRESENT, "1", true, true);
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return new SysctlResource("net.ipv4.no_such", Presence.PRESENT, "1", true, true);
    }
}
