package io.labctl.agent.type.pkg;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class AptPackagesContractIT extends ResourceTypeContract {
    private @Nullable ThrowAwayNode node;

    @Override
    protected TestMachine machine() throws IOException {
        node = ThrowAwayNode.start(folder);
        node.run("repository.sh", folder);
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
        return Wanted.pkg("lab-clock", "1.0");
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.pkg("lab-nowhere");
    }
}
