package io.labctl.agent.type.user;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class UserTypeContractIT extends ResourceTypeContract {
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
        return Wanted.user("labuser", "/bin/sh", List.of("adm"));
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.user("labuser", "/bin/sh", List.of("no-such-group"));
    }
}
