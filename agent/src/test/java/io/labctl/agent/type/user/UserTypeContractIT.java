package io.labctl.agent.type.user;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.node.NodeTypeContract;
import io.labctl.catalog.resource.Resource;
import java.util.List;

class UserTypeContractIT extends NodeTypeContract {
    @Override
    protected Resource wanted() {
        return Wanted.user("labuser", "/bin/sh", List.of("adm"));
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.user("labuser", "/bin/sh", List.of("no-such-group"));
    }
}
