package io.labctl.agent.type.group;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.node.NodeTypeContract;
import io.labctl.catalog.resource.Resource;

class GroupTypeContractIT extends NodeTypeContract {
    @Override
    protected Resource wanted() {
        return Wanted.group("labgroup", null);
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.group("labgroup", 0L);
    }
}
