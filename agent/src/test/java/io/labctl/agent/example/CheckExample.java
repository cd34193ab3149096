package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import java.time.Duration;

/** What has to work after a run. */
record CheckExample() implements LabModule {
    @Override
    public void health(Node node, Plan plan) {
        plan.check("root has a shell")
                .command("test", "-x", "/bin/sh")
                .within(Duration.ofSeconds(5));
    }
}
