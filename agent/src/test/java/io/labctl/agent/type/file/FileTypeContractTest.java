package io.labctl.agent.type.file;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;

class FileTypeContractTest extends ResourceTypeContract {
    @Override
    protected TestMachine machine() throws IOException {
        return new TestMachine(folder).write("/etc/motd", "old\n");
    }

    @Override
    protected Resource wanted() {
        return Wanted.file("/etc/motd", "new\n");
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.file("/no/such/directory/motd", "new\n");
    }
}
