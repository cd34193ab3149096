package io.labctl.agent.type.pkg;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.node.FedoraNode;
import io.labctl.agent.node.NodeTypeContract;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;

class DnfPackagesContractIT extends NodeTypeContract {
    @Override
    protected ThrowAwayNode start() throws IOException {
        return FedoraNode.start(folder);
    }

    @Override
    protected Resource wanted() {
        return Wanted.pkg("lab-clock", "1.0-1", true);
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.pkg("lab-nowhere");
    }
}
