package io.labctl.agent.type.directory;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;

class DirectoryTypeContractTest extends ResourceTypeContract {
    @Override
    protected TestMachine machine() throws IOException {
        return new TestMachine(folder);
    }

    @Override
    protected Resource wanted() {
        return Wanted.directory("/etc/app.d", "0750");
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.directory("/no/such/parent", null);
    }
}
