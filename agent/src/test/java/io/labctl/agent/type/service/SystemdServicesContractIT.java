package io.labctl.agent.type.service;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Services under a real systemd. */
class SystemdServicesContractIT extends ResourceTypeContract {
    private @Nullable ThrowAwayNode node;

    @Override
    protected TestMachine machine() throws IOException {
        node = ThrowAwayNode.startWithSystemd(folder);
        Files.writeString(
                node.machine().root().at("/etc/systemd/system/lab-clock.service"),
                """
                [Service]
                ExecStart=/bin/sleep infinity
                ExecReload=/bin/true
                [Install]
                WantedBy=multi-user.target
                """);
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
        return Wanted.service("lab-clock");
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.service("lab-nowhere");
    }
}
