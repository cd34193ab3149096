package io.labctl.agent.node;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The contract of a type on a real system. */
public abstract class NodeTypeContract extends ResourceTypeContract {
    private @Nullable ThrowAwayNode node;

    /** A machine that differs from what is wanted. */
    protected ThrowAwayNode start() throws IOException {
        return ThrowAwayNode.start(folder);
    }

    @Override
    protected final TestMachine machine() throws IOException {
        node = start();
        return TestMachine.of(node.machine(), folder);
    }

    @AfterEach
    void endNode() throws IOException {
        if (node != null) {
            node.close();
        }
    }
}
