package io.labctl.agent.type.pkg;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.node.FedoraNode;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class DnfPackagesContractIT extends ResourceTypeContract {
    private @Nullable ThrowAwayNode node;

    @Override
    protected TestMachine machine() throws IOException {
        node = FedoraNode.start(folder);
        return TestMachine.of(node.machine(), folder);
    }

    @AfterEach
    void endNode() throws IOException {
        if (node != null) {
            node.close();
        }
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
