package io.labctl.agent.type.mount;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.node.NodeTypeContract;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.MountState;
import io.labctl.catalog.resource.Resource;
import java.util.List;

class MountTypeContractIT extends NodeTypeContract {
    @Override
    protected Resource wanted() {
        return on("/srv");
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return on("/no/such/place");
    }

    private static MountResource on(String target) {
        return new MountResource(
                target, MountState.MOUNTED, "tmpfs", "tmpfs", List.of("size=1m"), 0, 0);
    }
}
