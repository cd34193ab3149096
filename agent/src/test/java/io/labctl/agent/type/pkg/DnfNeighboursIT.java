package io.labctl.agent.type.pkg;

import io.labctl.agent.node.FedoraNode;
import io.labctl.agent.node.ThrowAwayNode;
import java.io.IOException;

class DnfNeighboursIT extends NeighboursContract {
    @Override
    protected ThrowAwayNode node() throws IOException {
        return FedoraNode.start(folder);
    }

    @Override
    protected TestArchive archive() {
        return new DnfArchive(node.machine().commands());
    }
}
