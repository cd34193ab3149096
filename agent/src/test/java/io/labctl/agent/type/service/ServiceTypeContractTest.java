package io.labctl.agent.type.service;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;

class ServiceTypeContractTest extends ResourceTypeContract {
    @Override
    protected TestMachine machine() throws IOException {
        TestMachine machine = new TestMachine(folder);
        machine.services().with("cron", false, false);
        return machine;
    }

    @Override
    protected Resource wanted() {
        return Wanted.service("cron");
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.service("unheard-of");
    }
}
