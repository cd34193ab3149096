package io.labctl.agent.type.pkg;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;

class PackageTypeContractTest extends ResourceTypeContract {
    @Override
    protected TestMachine machine() throws IOException {
        TestMachine machine = new TestMachine(folder);
        machine.packages().archive("cron", "3.0");
        return machine;
    }

    @Override
    protected Resource wanted() {
        return Wanted.pkg("cron");
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.pkg("nowhere-to-be-had");
    }
}
