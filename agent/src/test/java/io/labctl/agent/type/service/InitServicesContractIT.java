package io.labctl.agent.type.service;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.node.NodeTypeContract;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.util.List;

class InitServicesContractIT extends NodeTypeContract {
    @Override
    protected ThrowAwayNode start() throws IOException {
        ThrowAwayNode node = super.start().run("repository.sh", folder);
        node.machine().packages().install("lab-clock", null, List.of());
        return node;
    }

    @Override
    protected Resource wanted() {
        return Wanted.service("lab-clock");
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.service("lab-nowhere");
    }
}
