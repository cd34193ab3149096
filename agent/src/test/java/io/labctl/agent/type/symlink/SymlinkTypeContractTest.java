package io.labctl.agent.type.symlink;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SymlinkResource;
import java.io.IOException;

class SymlinkTypeContractTest extends ResourceTypeContract {
    @Override
    protected TestMachine machine() throws IOException {
        return new TestMachine(folder).write("/etc/in-the-way", "a file");
    }

    @Override
    protected Resource wanted() {
        return new SymlinkResource("/etc/link", Presence.PRESENT, "app.d/conf");
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return new SymlinkResource("/etc/in-the-way", Presence.PRESENT, "elsewhere");
    }
}
