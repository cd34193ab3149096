package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;

/** One setting of a file that is otherwise left to the package. */
record LineExample() implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.line("/etc/login.defs", "UMASK 027").matching("^UMASK\\b");
    }

    record Removed() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.line("/etc/login.defs", "UMASK 027").absent();
        }
    }
}
