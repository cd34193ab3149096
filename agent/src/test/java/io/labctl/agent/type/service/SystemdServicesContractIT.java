package io.labctl.agent.type.service;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.node.NodeTypeContract;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;

/** Services under a real systemd. */
class SystemdServicesContractIT extends NodeTypeContract {
    @Override
    protected ThrowAwayNode start() throws IOException {
        ThrowAwayNode node = ThrowAwayNode.startWithSystemd(folder);
        Files.writeString(
                node.machine().root().at("/etc/systemd/system/lab-clock.service"),
                """
                [Service]
                ExecStart=/bin/sleep infinity
                ExecReload=/bin/true
                [Install]
                WantedBy=multi-user.target
                """);
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
