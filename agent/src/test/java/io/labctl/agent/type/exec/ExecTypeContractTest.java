package io.labctl.agent.type.exec;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;

class ExecTypeContractTest extends ResourceTypeContract {
    @Override
    protected TestMachine machine() throws IOException {
        var machine = new TestMachine(folder);
        machine.commands().program("make-it", _ -> machine.makeFile("/etc/made", "x"));
        return machine;
    }

    @Override
    protected Resource wanted() {
        return Wanted.exec("make", "/etc/made", false, "make-it", "--all");
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.exec("make", "no-such-program");
    }
}
