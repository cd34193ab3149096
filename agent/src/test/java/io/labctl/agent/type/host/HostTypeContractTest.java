package io.labctl.agent.type.host;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;

class HostTypeContractTest extends ResourceTypeContract {
    @Override
    protected TestMachine machine() throws IOException {
        return new TestMachine(folder)
                .write("/etc/hosts", "127.0.0.1 localhost\n10.0.0.9\tdb # the old one\n");
    }

    @Override
    protected Resource wanted() {
        return Wanted.host("db", "10.0.0.1", "db.lab");
    }

    @Override
    protected Resource impossible(TestMachine machine) throws IOException {
        Files.delete(machine.at("/etc/hosts"));
        Files.createDirectory(machine.at("/etc/hosts"));
        return Wanted.host("db", "10.0.0.1");
    }
}
