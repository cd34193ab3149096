package io.labctl.agent.type.cron;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;

class CronTypeContractTest extends ResourceTypeContract {
    @Override
    protected TestMachine machine() throws IOException {
        TestMachine machine = new TestMachine(folder).account("root");
        Files.createDirectory(machine.at("/etc/cron.d"));
        Files.createDirectory(machine.at("/etc/cron.d/taken"));
        return machine;
    }

    @Override
    protected Resource wanted() {
        return Wanted.cron("backup", "/usr/bin/backup --all");
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.cron("taken", "/bin/true");
    }
}
