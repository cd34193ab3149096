package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import java.time.Duration;

/** Something that is made once. */
record ExecExample() implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.exec("make the parameters")
                .command("dd", "if=/dev/zero", "of=/var/lib/dhparams.pem", "count=1")
                .creates("/var/lib/dhparams.pem")
                .timeout(Duration.ofMinutes(10));
    }
}
