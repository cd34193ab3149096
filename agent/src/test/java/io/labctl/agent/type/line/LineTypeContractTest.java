package io.labctl.agent.type.line;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;

class LineTypeContractTest extends ResourceTypeContract {
    @Override
    protected TestMachine machine() throws IOException {
        return new TestMachine(folder).write("/etc/conf", "# a\nsize = 1\nname = b\n");
    }

    @Override
    protected Resource wanted() {
        return Wanted.line("/etc/conf", "size = 2", "^size\\b");
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.line("/etc/none", "size = 2", null);
    }
}
