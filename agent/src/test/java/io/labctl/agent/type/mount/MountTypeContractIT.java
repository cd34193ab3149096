package io.labctl.agent.type.mount;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.MountState;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class MountTypeContractIT extends ResourceTypeContract {
    private @Nullable ThrowAwayNode node;

    @Override
    protected TestMachine machine() throws IOException {
        node = ThrowAwayNode.start(folder);
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
