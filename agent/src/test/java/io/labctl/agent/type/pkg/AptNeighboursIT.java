package io.labctl.agent.type.pkg;

import io.labctl.agent.node.ThrowAwayNode;
import java.io.IOException;

class AptNeighboursIT extends NeighboursContract {
    @Override
    protected ThrowAwayNode node() throws IOException {
        return ThrowAwayNode.start(folder).run("repository.sh", folder);
    }

    @Override
    protected TestArchive archive() {
        return new AptArchive(node.machine().commands());
    }
}
